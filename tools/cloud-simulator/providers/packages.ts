import { awsInvokes } from "../aws/invokes/invokes";
import { awsTypes } from "../aws/resource-types";
import { ImageModel } from "../docker-build/image-model";
import { KubernetesModel } from "../kubernetes/kubernetes-model";
import { unreachablePods } from "../kubernetes/unreachable-pods";
import { RandomModel } from "../random/random-model";
import { awsRejections } from "../rejections/aws-rejections";
import { DataModel } from "../resources/data-model";
import type { Invokes } from "../resources/invoke";
import type { Cloud, Model } from "../state/cloud";

interface SimulatedPackage {
    readonly model?: Model;
    readonly invokes: Invokes;
    readonly unreachableTargets?: (cloud: Cloud) => string[];
}

const packages: Readonly<Record<string, SimulatedPackage>> = {
    aws: { model: new DataModel("aws", awsTypes, awsRejections), invokes: awsInvokes },
    awsx: { invokes: {} },
    "docker-build": { model: new ImageModel(), invokes: {} },
    eks: { invokes: {} },
    kubernetes: { model: new KubernetesModel(), invokes: {}, unreachableTargets: unreachablePods },
    random: { model: new RandomModel(), invokes: {} },
};

/** Packages whose resources and functions are simulated. */
export const simulatedPackages: readonly string[] = Object.keys(packages);

/** Whether resources of a type are simulated. */
export function isSimulated(type: string): boolean {
    return packages[packageOf(type)]?.model?.knows(type) ?? false;
}

/** How resources of a type behave. Throws an error that names the type if its package has no resources here. */
export function modelOf(type: string): Model {
    const model = packages[packageOf(type)]?.model;
    if (!model) throw new Error(`simulated ${packageOf(type)} has no type "${type}"`);
    return model;
}

/** The functions of the package that a token belongs to. */
export function invokesOf(token: string): Invokes {
    return packages[packageOf(token)]?.invokes ?? {};
}

/**
 * Finds what keeps traffic from the targets that it is meant for, in words.
 * @param type resource type that changed; only its package is looked at. Default: every package.
 */
export function unreachableTargets(cloud: Cloud, type?: string): string[] {
    const changed = type === undefined ? Object.values(packages) : [packages[packageOf(type)]];
    return changed.flatMap((simulated) => simulated?.unreachableTargets?.(cloud) ?? []);
}

function packageOf(token: string): string {
    return token.split(":")[0] ?? "";
}
