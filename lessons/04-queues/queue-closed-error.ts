// The errors of all queues of the lesson.

/** Somebody put into a queue after its end had been announced. */
export class QueueClosedError extends Error {
  constructor() {
    super("the queue is closed: nothing can be put into it any more");
    this.name = "QueueClosedError";
  }
}
