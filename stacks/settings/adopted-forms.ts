import { isObject } from "../../openapi/raw-value";
import { adoptedCluster } from "./cluster/adopted-cluster";
import { hasHttpApiAlone } from "./http-api/publishers";
import { adoptedNetwork } from "./network/adopted-network";
import { settingProblem } from "./problems";
import { schema } from "./schema";

/** The values under `gatehouse:`, without that prefix, as YAML has them. */
type Values = Readonly<Record<string, unknown>>;

/** Sections that describe a resource to create, or else name one that exists already. */
export const adoptedForms = {
    network: { title: "an existing VPC", key: "vpcId", form: adoptedNetwork },
    cluster: { title: "an existing cluster", key: "name", form: adoptedCluster },
} as const;

type Section = keyof typeof adoptedForms;

const sections = Object.keys(adoptedForms) as Section[];

/** The schema for the values of a stack: that of its sections in the form that each of them has, without a REST API's if it has none. */
export function schemaOf(values: Values) {
    const { network, cluster, stages, plans, clients } = schema.shape;
    const isWithoutStages = hasHttpApiAlone(values);
    return schema.extend({
        network: usesAdoptedForm("network", values.network) ? adoptedNetwork.optional() : network,
        cluster: usesAdoptedForm("cluster", values.cluster) ? adoptedCluster.optional() : cluster,
        stages: isWithoutStages ? stages.default({}) : stages,
        plans: isWithoutStages ? plans.default({}) : plans,
        clients: isWithoutStages ? clients.default({}) : clients,
    });
}

/**
 * Separates the keys of sections that only their other form has, because there they would be unknown.
 * @returns the values without these keys, and a problem for each of them.
 */
export function withoutOtherForms(values: Values): { readonly values: Values; readonly problems: string[] } {
    const problems: string[] = [];
    const others = sections.flatMap((section) => {
        const value = values[section];
        if (!isObject(value)) return [];
        const surplus = Object.keys(value).filter((key) => isOfOtherForm(section, key, value));
        problems.push(...surplus.map((key) => settingProblem([section, key], value[key], want(section, key, value))));
        return [[section, Object.fromEntries(Object.entries(value).filter(([key]) => !surplus.includes(key)))]];
    });
    return { values: { ...values, ...Object.fromEntries(others) }, problems };
}

/**
 * Problems of values that name existing resources: in an existing cluster the stack's namespace must be a new one, and the stack
 * cannot create the VPC that the cluster is in.
 */
export function adoptedProblems(values: Values): string[] {
    const { cluster, network, namespace } = values;
    if (!isObject(cluster) || !usesAdoptedForm("cluster", cluster)) return [];
    const inCluster = `cluster ${JSON.stringify(cluster.name)}`;
    const isCreated = isObject(network) && !usesAdoptedForm("network", network);
    const { vpcId } = isObject(network) ? network : {};
    return [
        ...(namespace === undefined
            ? [
                  settingProblem(
                      ["namespace"],
                      namespace,
                      `the name of a namespace that ${inCluster} does not have yet, as the stack creates it, and deletes it with everything in it`,
                  ),
              ]
            : []),
        ...(isCreated
            ? [settingProblem(["network", "vpcId"], vpcId, `the id of the VPC that ${inCluster} is in`)]
            : []),
    ];
}

/** Whether the values of a section name an existing resource: one key is enough, so that a mistake in another one is reported as such. */
export function usesAdoptedForm(section: Section, value: unknown): boolean {
    return (
        isObject(value) &&
        Object.keys(value).some((key) => !isOf("created", section, key) && isOf("adopted", section, key))
    );
}

function isOfOtherForm(section: Section, key: string, value: object): boolean {
    return usesAdoptedForm(section, value) && isOf("created", section, key) && !isOf("adopted", section, key);
}

function isOf(form: "created" | "adopted", section: Section, key: string): boolean {
    const { shape } = form === "adopted" ? adoptedForms[section].form : schema.shape[section].unwrap();
    return Object.hasOwn(shape, key);
}

function want(section: Section, key: string, value: object): string {
    const { title, key: name } = adoptedForms[section];
    const owner = Object.hasOwn(value, name) ? `${title}: remove ${key}, or ${name} to create one` : title;
    return `no such key on ${owner}`;
}
