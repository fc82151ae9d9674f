import type { Invokes } from "../resources/invoke";
import { secret } from "../world/property-values";

/** Credentials of the simulated registry, parameters, versions of add-ons. */
export const registryInvokes: Invokes = {
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": {
        args: ["region", "registryId"],
        answer: (args, world) => ({
            authorizationToken: secret("b2ZmbGluZTpvZmZsaW5l"),
            expiresAt: "2027-01-01T00:00:00Z",
            id: world.region,
            password: secret("offline"),
            proxyEndpoint: `https://${String(args.registryId ?? world.accountId)}.dkr.ecr.${world.region}.amazonaws.com`,
            region: world.region,
            userName: "AWS",
        }),
    },
    "aws:ecr/getCredentials:getCredentials": {
        args: ["region", "registryId"],
        answer: (args, world) => ({
            authorizationToken: secret("b2ZmbGluZTpvZmZsaW5l"),
            expiresAt: "2027-01-01T00:00:00Z",
            id: world.region,
            proxyEndpoint: `https://${String(args.registryId ?? world.accountId)}.dkr.ecr.${world.region}.amazonaws.com`,
            region: world.region,
            registryId: String(args.registryId ?? world.accountId),
        }),
    },
    "aws:eks/getAddonVersion:getAddonVersion": {
        args: ["addonName", "kubernetesVersion", "mostRecent", "region"],
        answer: ({ addonName, kubernetesVersion, mostRecent }, world) => ({
            addonName: addonName ?? null,
            id: addonName ?? null,
            kubernetesVersion: kubernetesVersion ?? null,
            mostRecent: mostRecent ?? false,
            region: world.region,
            version: "v1.20.0-eksbuild.1",
        }),
    },
    "aws:ssm/getParameter:getParameter": {
        args: ["name", "region", "withDecryption"],
        answer: ({ name, withDecryption }, world) => {
            const parameter = world.estate
                .ofType("aws:ssm/parameter:Parameter")
                .find(({ outputs }) => outputs.name === name);
            if (!parameter) throw new Error(`simulated aws: there is no parameter "${String(name)}"`);
            const { arn = null, type = null, value = null, version = null } = parameter.outputs;
            return {
                arn,
                id: name ?? null,
                insecureValue: "",
                name: name ?? null,
                region: world.region,
                type,
                value: secret(value),
                version,
                withDecryption: withDecryption ?? true,
            };
        },
    },
};
