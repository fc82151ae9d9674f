import { JSONPathEnvironment, JSONPathError, type JSONPathNode } from "json-p3";
import { z } from "zod";
import { DocumentError, type Place, problemMessage, renderMessage } from "../problem";
import { anything, boolean, closedObject, list, nonEmptyString, string } from "./forms";
import type { Origin, Origins } from "./origins";
import { copyOf, merge, removeAll } from "./overlay-merge";
import { DocumentSource } from "./source";
import { isTooDeep, readYaml, syntaxProblems } from "./yaml";

/** An overlay's file: its name, for messages, and its text. */
export interface OverlayFile {
    readonly fileName: string;
    readonly text: string;
}

const overlayForm = closedObject({
    overlay: z.string().regex(/^1\.[01]\.[0-9]+$/, { error: "overlay: 1.0.0 or overlay: 1.1.0" }),
    info: anything,
    extends: string.exactOptional(),
    actions: list.min(1, { error: "at least one action" }),
});
const infoForm = closedObject({
    title: nonEmptyString,
    version: nonEmptyString,
    description: string.exactOptional(),
});
const actionForm = closedObject({
    target: nonEmptyString,
    description: string.exactOptional(),
    update: anything,
    copy: nonEmptyString.exactOptional(),
    remove: boolean.exactOptional(),
});
type Action = z.output<typeof actionForm>;

// The depth of a document is limited when it is read.
const queries = new JSONPathEnvironment({ maxRecursionDepth: Number.MAX_SAFE_INTEGER });

/**
 * Applies an overlay (OpenAPI Overlay Specification 1.0 or 1.1) to the raw value of a document.
 * Both versions follow the rules of 1.1, which says how values merge; `copy` is of 1.1 alone.
 * @param origins learns which parts come from the overlay's file.
 * @returns a copy with the changes; no part of it is shared, so that a change of one use of a YAML alias is not one of all.
 * @throws {DocumentError} with the overlay's problems, among them a target that matches nothing: the document is no
 * longer the one that the overlay was written for.
 */
export function applyOverlay(document: unknown, { fileName, text }: OverlayFile, origins: Origins): unknown {
    const yaml = readYaml(text);
    if (yaml.errors.length > 0) throw new DocumentError(syntaxProblems(fileName, yaml));
    const source = new DocumentSource(yaml.value);
    const originOf = (place: Place): Origin => ({ file: { fileName, yaml }, place });
    const root = copyOf(document);
    const overlay = source.parse(overlayForm, []);
    if (overlay !== undefined) {
        source.parse(infoForm, ["info"]);
        for (const at of source.childrenOf(["actions"])) {
            const action = readAction(source, at, overlay.overlay);
            if (action !== undefined) new ActionRun({ root, source, origins, originOf, at }).apply(action);
        }
    }
    if (source.problems.length === 0) return root;
    const messages = source.problems.map((problem) => ({
        fileName,
        line: yaml.lineOf(problem.at),
        message: problemMessage(problem),
    }));
    throw new DocumentError([...new Map(messages.map((message) => [renderMessage(message), message])).values()]);
}

function readAction(source: DocumentSource, at: Place, version: string): Action | undefined {
    const action = source.parse(actionForm, at);
    if (action === undefined) return undefined;
    const changes = [
        ...(action.update === undefined ? [] : ["update"]),
        ...(action.copy === undefined ? [] : ["copy"]),
        ...(action.remove === true ? ["remove"] : []),
    ];
    if (changes.length !== 1) {
        const want = "update, copy or remove: true, one of them";
        source.report(at, want, changes.length === 0 ? "no change" : changes.join(" and "));
        return undefined;
    }
    if (action.copy !== undefined && version.startsWith("1.0.")) {
        source.report([...at, "copy"], "overlay: 1.1.0 in an overlay that copies");
        return undefined;
    }
    return action;
}

interface ActionContext {
    readonly root: unknown;
    readonly source: DocumentSource;
    readonly origins: Origins;
    readonly originOf: (place: Place) => Origin;
    /** The place of the action in the overlay. */
    readonly at: Place;
}

class ActionRun {
    constructor(private readonly context: ActionContext) {}

    apply(action: Action): void {
        const { root, source, origins, originOf, at } = this.context;
        const targets = this.find("target", action.target);
        if (targets === undefined) return;
        if (action.remove === true) {
            if (targets.some(({ location }) => location.length === 0))
                source.report([...at, "target"], "a part of the document, as all of it cannot be removed");
            else removeAll({ root, origins, places: targets.map(({ location }) => location) });
            return;
        }
        const updateAt = [...at, "update"];
        const copied = action.copy === undefined ? undefined : this.findOne(action.copy);
        if (action.copy !== undefined && copied === undefined) return;
        const update =
            copied === undefined
                ? { value: action.update, originOf: (place: Place) => originOf([...updateAt, ...place]) }
                : {
                      value: copyOf(copied.value),
                      originOf: (place: Place) => origins.of(root, [...copied.location, ...place]),
                  };
        for (const { location } of targets) {
            const problem = merge({ root, origins, place: location, update });
            if (problem === undefined) continue;
            const problemAt = copied === undefined ? [...updateAt, ...problem.at] : [...at, "copy"];
            source.report(problemAt, problem.want, problem.got);
            return;
        }
        if (copied !== undefined && isTooDeep(root))
            source.report([...at, "copy"], "a copy that does not make the document so deep");
    }

    private findOne(path: string): JSONPathNode | undefined {
        const nodes = this.find("copy", path);
        if (nodes === undefined || nodes.length === 1) return nodes?.[0];
        const { source, at } = this.context;
        source.report([...at, "copy"], `a JSONPath that matches one part of the document, not ${nodes.length}`);
        return undefined;
    }

    private find(key: "target" | "copy", path: string): readonly JSONPathNode[] | undefined {
        const { root, source, at } = this.context;
        try {
            // The value is one that JSON can hold, as YAML gave it.
            const { nodes } = queries.query(path, root as Parameters<typeof queries.query>[1]);
            if (nodes.length > 0) return nodes;
            source.report([...at, key], "a JSONPath that matches a part of the document; it matches nothing");
        } catch (error) {
            if (!(error instanceof JSONPathError)) throw error;
            source.report([...at, key], `a JSONPath (RFC 9535): ${error.message}`);
        }
        return undefined;
    }
}
