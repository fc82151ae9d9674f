import { isDatabaseEngine } from "../../../../stacks/settings/database/engines";
import { titleOfEngine } from "../../../../stacks/settings/database/versions";
import { nameOf } from "../../../cloud-simulator/state/urn";
import type { EngineRun } from "../facts/engine-run";
import { type Inputs, textAt, valueAt } from "../facts/inputs";
import type { DrawnNode } from "./drawn-resources";

/** Draws a node for each relational database. The component of an API's own database has the name of the API. */
export function databaseNodes({ resources, inputs }: EngineRun): DrawnNode[] {
    return resources
        .filter(({ type, op }) => type === "aws:rds/instance:Instance" && op !== "delete")
        .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
        .map(({ urn, name, parent = "" }) => {
            const own = inputs.get(urn);
            const standby = valueAt(own, ["multiAz"]) === true ? ["with a standby"] : [];
            const label = [
                "database",
                name,
                engineOf(own),
                textAt(own, ["instanceClass"]) ?? "class unknown",
                ...standby,
            ];
            return {
                node: { id: urn, kind: "database", label, urn, group: "network", broken: [] },
                loadBalancer: "",
                ...(parent.includes("gatehouse:database:Database::") && { api: nameOf(parent) }),
            };
        });
}

function engineOf(inputs: Inputs | undefined): string {
    const engine = textAt(inputs, ["engine"]) ?? "";
    if (!isDatabaseEngine(engine)) return engine;
    return [titleOfEngine(engine), textAt(inputs, ["engineVersion"]) ?? ""].join(" ").trimEnd();
}
