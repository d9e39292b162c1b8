import { dine } from "./philosophers.ts";

export default dine(4, 2);
