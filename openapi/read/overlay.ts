import { JSONPathEnvironment, JSONPathError, type JSONPathNode } from "json-p3";
import { DocumentError, type Place, type Problem, problemMessage, quote } from "../problem";
import type { Origins, SourceFile } from "./origins";
import { type OverlayAction, readActions } from "./overlay-actions";
import { copyOf, merge, removeAll, type Update } from "./overlay-merge";
import { isTooDeep, readYaml, syntaxProblems } from "./yaml";

/** An overlay's file: its name, for messages, and its text. */
export interface OverlayFile {
    readonly fileName: string;
    readonly text: string;
}

// The depth of a document is limited when it is read.
const queries = new JSONPathEnvironment({ maxRecursionDepth: Number.MAX_SAFE_INTEGER });

/**
 * Applies an overlay (OpenAPI Overlay Specification 1.0 or 1.1) to the raw value of a document.
 * Both versions follow the rules of 1.1, which says how values merge.
 * @param origins learns which parts come from the overlay's file.
 * @returns a copy with the changes; no part of it is shared, so that a change of one use of a YAML alias is not one of all.
 * @throws {DocumentError} with the overlay's problems, among them a target that matches nothing: the document is no
 * longer the one that the overlay was written for.
 */
export function applyOverlay(document: unknown, { fileName, text }: OverlayFile, origins: Origins): unknown {
    const yaml = readYaml(text);
    if (yaml.errors.length > 0) throw new DocumentError(syntaxProblems(fileName, yaml));
    const file = { fileName, yaml };
    const root = copyOf(document);
    const { actions, problems } = readActions(yaml.value);
    const all = [...problems, ...actions.flatMap((action) => apply(action, { root, origins, file }))];
    if (all.length === 0) return root;
    const messages = all.map((problem) => ({
        fileName,
        line: yaml.lineOf(problem.at),
        message: problemMessage(problem),
    }));
    throw new DocumentError(messages.sort((a, b) => a.line - b.line));
}

interface OverlaidTree {
    readonly root: unknown;
    readonly origins: Origins;
    readonly file: SourceFile;
}

function apply(action: OverlayAction, tree: OverlaidTree): Problem[] {
    const { root, origins } = tree;
    const targetAt = [...action.at, "target"];
    const targets = find(root, targetAt, action.target);
    if ("problem" in targets) return [targets.problem];
    const places = targets.nodes.map(({ location }) => location);
    if (action.copy !== undefined) return applyCopy(action.copy, action, places, tree);
    if (action.update !== undefined) {
        const at = [...action.at, "update"];
        const update = {
            value: action.update,
            originOf: (place: Place) => ({ file: tree.file, place: [...at, ...place] }),
        };
        return mergeAll(update, places, tree).map((problem) => ({ ...problem, at: [...at, ...problem.at] }));
    }
    if (places.some((place) => place.length === 0)) {
        const want = "a part of the document, as all of it cannot be removed";
        return [{ at: targetAt, got: quote(action.target), want }];
    }
    removeAll({ root, origins, places });
    return [];
}

function applyCopy(copy: string, action: OverlayAction, places: readonly Place[], tree: OverlaidTree): Problem[] {
    const { root, origins } = tree;
    const at = [...action.at, "copy"];
    const found = find(root, at, copy);
    if ("problem" in found) return [found.problem];
    const [node, ...others] = found.nodes;
    if (node === undefined || others.length > 0) {
        const want = `a JSONPath that matches one part of the document; it matches ${found.nodes.length}`;
        return [{ at, got: quote(copy), want }];
    }
    const update = {
        value: copyOf(node.value),
        originOf: (place: Place) => origins.of(root, [...node.location, ...place]),
    };
    const problems = mergeAll(update, places, tree).map((problem) => ({ ...problem, at }));
    if (isTooDeep(root))
        problems.push({ at, got: quote(copy), want: "a copy that does not make the document so deep" });
    return problems;
}

// The parts that a target matches are of one kind as a rule, so that one message is enough.
function mergeAll(update: Update, places: readonly Place[], { root, origins }: OverlaidTree): Problem[] {
    for (const place of places) {
        const problem = merge({ root, origins, place, update });
        if (problem !== undefined) return [problem];
    }
    return [];
}

function find(root: unknown, at: Place, path: string): { nodes: readonly JSONPathNode[] } | { problem: Problem } {
    try {
        // The value is one that JSON can hold, as YAML gave it.
        const { nodes } = queries.query(path, root as Parameters<typeof queries.query>[1]);
        if (nodes.length > 0) return { nodes };
        const want = "a JSONPath that matches a part of the document; it matches nothing";
        return { problem: { at, got: quote(path), want } };
    } catch (error) {
        if (!(error instanceof JSONPathError)) throw error;
        return { problem: { at, got: quote(path), want: `a JSONPath (RFC 9535): ${error.message}` } };
    }
}
