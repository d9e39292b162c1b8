import { bakery } from "./bakery.ts";

export default bakery(4);
