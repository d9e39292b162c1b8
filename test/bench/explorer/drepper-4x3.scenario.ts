import { drepper } from "./drepper.ts";

export default drepper(4, 3);
