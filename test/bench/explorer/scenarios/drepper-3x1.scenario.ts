import { drepper } from "./drepper.ts";

export default drepper(3, 1);
