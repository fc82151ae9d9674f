import { type Declared, type Json, unknown } from "../engine";
import { digest } from "./api";

/** The same resources once they exist: each value that was unknown is an id of the resource that it comes from. */
export const onceKnown = (resources: readonly Declared[]): Declared[] =>
    resources.map((each) => {
        const props = Object.entries(each.props ?? {}).map(([key, value]) => [key, known(each, key, value)] as const);
        const outputs = { id: `${each.name}-id`, ...(each.name === "api" && { rootResourceId: "root" }) };
        return { ...each, props: Object.fromEntries(props), outputs: { ...outputs, ...each.outputs } };
    });

function known(of: Declared, key: string, value: Json): Json {
    if (key === "triggers") return { redeployment: digest };
    if (key === "parentId") return "root";
    const id = `${of.from?.[key]?.[0]}-id`;
    return JSON.parse(JSON.stringify(value, (_key, own) => (own === unknown ? id : own)));
}
