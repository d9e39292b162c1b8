import { dine } from "./philosophers.ts";

export default dine(3, 2);
