import { drepper } from "./drepper.ts";

export default drepper(2, 2);
