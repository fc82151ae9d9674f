import type { Rehearsal } from "./rehearsal";

/** The first name in a map of the settings, such as that of the first API in `gatehouse:apis`. */
export function firstNameIn(rehearsal: Pick<Rehearsal, "setting">, key: string): string {
    return Object.keys(rehearsal.setting(key) as object)[0] ?? "";
}
