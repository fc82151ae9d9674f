import { isInZone, isZoneId } from "../domain/zone-names";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import type { EdgeSettings } from "./schema";

/** Checks the settings of the distribution against the others; the caller leaves out sections that are not valid by themselves. */
export function checkEdge({ edge }: Partial<Settings>): string[] {
    if (edge === undefined) return [];
    return checkNames(edge);
}

function checkNames({ name, aliases, hostedZone }: EdgeSettings): string[] {
    const isElsewhere = (own: string) => !isZoneId(hostedZone) && !isInZone(own, hostedZone);
    const want = `a name in the hosted zone, such as www.${hostedZone}`;
    return [
        ...(isElsewhere(name) ? [settingProblem(["edge", "name"], name, want)] : []),
        ...aliases.flatMap((own, index) =>
            isElsewhere(own) ? [settingProblem(["edge", "aliases", index], own, want)] : [],
        ),
    ];
}
