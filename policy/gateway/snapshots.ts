import { createHash } from "node:crypto";
import { parseDocumentText } from "../reading/document-text";
import { memoised } from "../reading/memo";
import { dependenciesOf, idOf, resolveReference } from "../reading/references";
import { type Resource, resourceWith, type Stack } from "../reading/resource";
import { isObject, knownValue, readObject, readString } from "../reading/value";
import { apisOf } from "./api-references";
import { stageName } from "./stage-name";
import { deploymentTypes } from "./types";

/**
 * Type tokens of a component that holds the text of a snapshot: `body`, and `settings` of its RestApi as JSON. Its deployment has
 * the SHA-256 of both as a trigger, in hexadecimal digits.
 */
const snapshotTypes: ReadonlySet<string> = new Set(["gatehouse:gateway:Snapshot"]);

// By the hash of the text: a component cannot claim to be the snapshot of another text.
const snapshotsIn = memoised(
    (stack: Stack): ReadonlyMap<string, Resource> =>
        new Map(
            stack.ofType(snapshotTypes).flatMap((snapshot) => {
                const [body, settings] = [textOf(snapshot, "body"), textOf(snapshot, "settings")];
                if (body === undefined || settings === undefined) return [];
                return [[createHash("sha256").update(body).update(settings).digest("hex"), snapshot] as const];
            }),
        ),
);

/** The snapshot whose text a deployment was made of, if the stack holds it. */
export function snapshotOf(stack: Stack, { props }: Resource): Resource | undefined {
    const triggers = Object.values(knownValue(readObject(props, "triggers")) ?? {});
    const snapshots = snapshotsIn(stack);
    const [hash] = triggers.filter((value) => typeof value === "string" && snapshots.has(value));
    return typeof hash === "string" ? snapshots.get(hash) : undefined;
}

/**
 * Another deployment of the same API whose only trigger is another digest, while the stack holds the text of neither. The body has
 * one digest, so at most one of them is a snapshot of it.
 */
export function otherSnapshot(stack: Stack, deployment: Resource): Resource | undefined {
    const apis = apisOf(stack, deployment);
    const digest = digestOf(deployment);
    if (digest === undefined) return undefined;
    return stack
        .ofType(deploymentTypes)
        .filter((other) => snapshotOf(stack, other) === undefined && (digestOf(other) ?? digest) !== digest)
        .find((other) => apisOf(stack, other).some((api) => apis.includes(api)));
}

function digestOf({ props }: Resource): string | undefined {
    const [only, ...others] = Object.values(knownValue(readObject(props, "triggers")) ?? {});
    return others.length === 0 && typeof only === "string" && /^[0-9a-f]{32,}$/i.test(only) ? only : undefined;
}

/** The deployments that a stage serves: its own, and that of its canary. */
export function deploymentsOf(stack: Stack, stage: Resource): Resource[] {
    const canary = knownValue(readString(stage.props, "canarySettings", "deploymentId"));
    const named = stack.ofType(deploymentTypes).filter((each) => canary !== undefined && idOf(each) === canary);
    return [
        ...resolveReference(stack, stage, "deployment", deploymentTypes),
        ...(named.length > 0 ? named : dependenciesOf(stack, stage, "canarySettings", deploymentTypes)),
    ];
}

/** The definitions that a stage serves. */
export interface ServedDefinitions {
    /** RestApis with the bodies that the stage serves: those of `kept`, and of its APIs unless it serves none of them. */
    readonly served: readonly Resource[];
    /** RestApis with the bodies of earlier snapshots that the stage serves. */
    readonly kept: readonly Resource[];
}

/** Finds the definitions that a stage of some APIs serves: a deployment of an earlier snapshot serves the body of that. */
export function definitionsOf(stack: Stack, stage: Resource, apis: readonly Resource[]): ServedDefinitions {
    const deployments = deploymentsOf(stack, stage);
    const snapshots = deployments.map((deployment) => snapshotOf(stack, deployment));
    const names = stageName(stage) ?? stage.name;
    const kept = snapshots.flatMap((snapshot) =>
        snapshot === undefined ? [] : apis.map((api) => withSnapshot(api, snapshot, names)),
    );
    const servesNewest = deployments.length === 0 || snapshots.includes(undefined);
    return { served: servesNewest ? [...apis, ...kept] : kept, kept };
}

function withSnapshot(api: Resource, snapshot: Resource, stage: string): Resource {
    const settings = parseDocumentText(textOf(snapshot, "settings") ?? "");
    return resourceWith(api, {
        urn: snapshot.urn,
        name: `snapshot ${textOf(snapshot, "snapshot")?.slice(0, 12)} at stage ${stage}`,
        props: { ...api.props, ...(isObject(settings) ? settings : {}), body: textOf(snapshot, "body") ?? "" },
    });
}

const textOf = ({ props }: Resource, key: string): string | undefined => knownValue(readString(props, key));
