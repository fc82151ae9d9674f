import { isMap, isScalar, parseDocument } from "yaml";
import type { ReleaseSettings } from "../../../stacks/settings/gateway/release";
import { hasAlias } from "../project/yaml-alias";
import { UsageError } from "../terminal/usage-error";

/** A release as a stack's file has it, without what it leaves to defaults. */
export function writtenRelease({ snapshot, history, canary }: ReleaseSettings): Readonly<Record<string, unknown>> {
    return {
        snapshot,
        ...(history.length > 0 && { history }),
        ...(canary && {
            canary: {
                percent: canary.percent,
                ...(canary.snapshot !== undefined && { snapshot: canary.snapshot }),
                ...(Object.keys(canary.variables).length > 0 && { variables: canary.variables }),
                ...(canary.ownCache && { ownCache: true }),
            },
        }),
    };
}

/**
 * Sets the release of a stage in the text of a stack's file. Comments and the order of keys stay as they are.
 * @throws {UsageError} if the stage is not written out there as a map, or an alias repeats it elsewhere.
 */
export function withRelease(fileName: string, text: string, stage: string, release: ReleaseSettings): string {
    const document = parseDocument(text);
    const path = ["config", "gatehouse:stages", stage];
    const node = document.getIn(path, true);
    const around = path.slice(0, -1).map((_, index) => document.getIn(path.slice(0, index + 1), true));
    const isEmpty = isScalar(node) && node.value === null;
    if (!document.hasIn(path) || !(isMap(node) || isEmpty) || hasAlias(document, [node, ...around]))
        throw new UsageError([
            `"${fileName}": got no stage that can be changed, want it written out as a map at ${path.slice(1).join(".")}, with no alias that refers to it`,
        ]);
    if (isEmpty) document.setIn(path, document.createNode({}));
    const written = document.createNode(writtenRelease(release));
    for (const key of ["history", "canary"]) {
        const inner: unknown = written.get(key);
        if (typeof inner === "object" && inner !== null) Reflect.set(inner, "flow", true);
    }
    document.setIn([...path, "release"], written);
    return document.toString({ lineWidth: 0 });
}
