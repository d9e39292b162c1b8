/* Lamport's Bakery, three threads of one round; scenarios/bakery.ts is the same in TypeScript. */
byte choosing[THREADS], number[THREADS], data, inside;

/* The other threads in order: `other` skips this one. */
#define FIRST (_pid == 0 -> 1 : 0)
#define NEXT (other + 1 == _pid -> other + 2 : other + 1)

active [THREADS] proctype thread() {
  byte mine, other, seen;
  atomic { choosing[_pid] = 1; other = FIRST };
look:
  atomic {
    if
    :: number[other] > mine -> mine = number[other]
    :: else
    fi;
    other = NEXT;
    if
    :: other < THREADS -> goto look
    :: else
    fi
  };
  atomic { mine++; number[_pid] = mine };
  atomic { choosing[_pid] = 0; other = FIRST };
await:
  if
  :: choosing[other] == 1 -> goto await
  :: choosing[other] == 0
  fi;
compare:
  atomic {
    if
    :: number[other] != 0 && (number[other] < mine || (number[other] == mine && other < _pid)) ->
       goto compare
    :: else
    fi;
    other = NEXT;
    if
    :: other < THREADS -> goto await
    :: else
    fi
  };
  atomic { inside++; assert(inside == 1); mine = 0; other = 0; seen = data };
  atomic { assert(data == seen); data = seen + 1; inside--; seen = 0 };
  number[_pid] = 0;
end:
  false
}
