// A thread that fails at its first chance.

interface Failure {
  message: string;
}

const failure: Failure = { message: "Top of the morning" };
throw new RangeError(failure.message);
