import { targetsOf } from "../../cloud-simulator/kubernetes/pods/target-health";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { mapOf, plain, text } from "../../cloud-simulator/state/property-values";

/** A variable of a stage that names a VPC link. */
export interface LinkVariable {
    /** Identity of the variable, unique among all stages. */
    readonly key: string;
    /** Stage and variable in words. */
    readonly label: string;
    /** Id of the VPC link. */
    readonly link: string;
}

/** The variables of all stages that name VPC links. */
export function linkVariables(cloud: Cloud): LinkVariable[] {
    return cloud.store.ofType("aws:apigateway/stage:Stage").flatMap(({ inputs }) =>
        Object.entries(mapOf(inputs.variables))
            .filter(([key]) => /Link$/.test(key))
            .map(([key, link]) => ({
                key: `${text(inputs.restApi)} ${text(inputs.stageName)} ${key}`,
                label: `stage "${text(inputs.stageName)}": variable "${key}"`,
                link: text(link),
            })),
    );
}

/** Watches the VPC links that stages use, and finds one that a stage begins to use before its load balancer can respond. */
export class LinkWatch {
    private used: readonly LinkVariable[];

    /** Records the links that are in use now. */
    constructor(private readonly cloud: Cloud) {
        this.used = linkVariables(cloud);
    }

    /** Describes the links that are in use since the last look and whose load balancers have no healthy target. */
    look(): string[] {
        const before = this.used;
        this.used = linkVariables(this.cloud);
        return this.used
            .filter(({ key, link }) => !before.some((own) => own.key === key && own.link === link))
            .filter(({ link }) => this.isWithoutTarget(link))
            .map(({ label }) => `${label} began to name a VPC link whose load balancer had no healthy target`);
    }

    private isWithoutTarget(link: string): boolean {
        const inputs = this.cloud.store.find("aws:apigateway/vpcLink:VpcLink", link)?.inputs;
        const targets = targetsOf(text(plain(inputs?.targetArn ?? null)), this.cloud);
        return targets?.every(({ state }) => state !== "healthy") ?? false;
    }
}
