import type { Place } from "../../problem";
import { upperFirst } from "../../stage-variables";
import type { Model } from "./model";

// Keys that say nothing about a schema in its name.
const structure = new Set(
    "components schemas paths content schema properties items responses requestBodies requestBody".split(" "),
);
const maxLength = 100;

/**
 * Names the models of a document: that of a component is its name in letters and digits, as API Gateway requires, that
 * of another schema comes from its place, for example `GetPets200Response`. Of models with the same name, the later
 * ones in the order of their places get a number.
 */
export function nameModels(models: readonly Model[]): Map<Model, string> {
    const names = new Map<Model, string>();
    const taken = new Set<string>();
    const sorted = models
        .map((model) => ({ model, name: nameAt(model.at), key: keyOf(model) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { model, name } of sorted) {
        const base = model.direction === "request" && isComponent(model.at) ? `${name}Request` : name;
        let unique = base;
        // The first letter becomes a capital after the name of the API.
        for (let n = 2; taken.has(upperFirst(unique)); n++) unique = `${base}${n}`;
        taken.add(upperFirst(unique));
        names.set(model, unique);
    }
    return names;
}

// Components whose name stays as it is come first.
function keyOf({ at, direction }: Model): string {
    const isUnchanged = isComponent(at) && direction === "response" && /^[A-Za-z0-9]+$/.test(String(at[2]));
    return `${isUnchanged ? 0 : isComponent(at) ? 1 : 2} ${direction === "response" ? 0 : 1} ${JSON.stringify(at)}`;
}

function isComponent(at: Place): boolean {
    return at[0] === "components" && at[1] === "schemas" && at.length === 3;
}

function nameAt(at: Place): string {
    if (isComponent(at)) return alphanumeric(String(at[2])) || "Model";
    const content = at.indexOf("content");
    const keys = at.filter((key, index) => !structure.has(String(key)) && (content < 0 || index !== content + 1));
    // The method comes before the path.
    const words = at[0] === "paths" ? [keys[1], keys[0], ...keys.slice(2)] : keys;
    const isOf = (...parents: string[]) => parents.some((parent) => at.includes(parent));
    const suffix = isOf("requestBody", "requestBodies") ? "Request" : isOf("responses") ? "Response" : "";
    return (
        words
            .map((word) => pascal(String(word ?? "")))
            .join("")
            .slice(0, maxLength) + suffix || "Model"
    );
}

function pascal(text: string): string {
    return text
        .split(/[^A-Za-z0-9]+/)
        .map(upperFirst)
        .join("");
}

function alphanumeric(text: string): string {
    return text.replaceAll(/[^A-Za-z0-9]/g, "");
}
