import { json, operation } from "../photos/operation";
import { photoIn } from "../photos/path-parameters";
import { photoOf } from "../photos/photo";

/** Returns a photo and its status. */
export const handler = operation(async (event) => json(200, photoOf(await photoIn(event))));
