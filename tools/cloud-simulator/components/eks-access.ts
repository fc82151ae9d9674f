import { isMap, type PropertyMap, type PropertyValue, plain } from "../state/property-values";
import type { Construction } from "./component";
import type { Registered } from "./registrar";

/** Registers access entries with their policies (pulumi/pulumi-eks, nodejs/eks/cluster/authenticationMode.ts). */
export async function createAccessEntries(
    construction: Construction,
    cluster: Registered,
    entries: PropertyMap,
): Promise<Registered[]> {
    return Promise.all(
        Object.entries(entries).map(async ([key, entry]) =>
            createAccessEntry(construction, cluster, key, isMap(entry) ? entry : {}),
        ),
    );
}

async function createAccessEntry(
    { name, self, registrar }: Construction,
    cluster: Registered,
    key: string,
    entry: PropertyMap,
): Promise<Registered> {
    const clusterName = cluster.output("name");
    const created = await registrar.resource(
        "aws:eks/accessEntry:AccessEntry",
        `${name}-${key}`,
        {
            clusterName,
            principalArn: entry.principalArn,
            kubernetesGroups: entry.kubernetesGroups,
            tags: entry.tags,
            type: entry.type,
            userName: entry.username,
        },
        { parent: self, dependsOn: [cluster] },
    );
    const policies = plain(entry.accessPolicies ?? null);
    for (const [policyKey, policy] of Object.entries(isMap(policies) ? policies : {})) {
        await registrar.resource(
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            `${name}-${key}-${policyKey}`,
            { ...policyOf(policy), clusterName, principalArn: entry.principalArn },
            { parent: created, dependsOn: [created] },
        );
    }
    return created;
}

function policyOf(policy: PropertyValue): PropertyMap {
    return isMap(policy) ? { accessScope: policy.accessScope ?? null, policyArn: policy.policyArn ?? null } : {};
}
