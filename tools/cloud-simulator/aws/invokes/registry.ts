import { offeredAddon } from "../../resources/addon-versions";
import type { Invokes } from "../../resources/invoke";
import { imageParameter } from "../../resources/machine-images";
import { findSecret } from "../../resources/secrets";
import { type Cloud, regionOf } from "../../state/cloud";
import { type PropertyMap, secret, text } from "../../state/property-values";

/** Credentials of the simulated registry, parameters, secrets, versions of add-ons. */
export const registryInvokes: Invokes = {
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": {
        args: ["region", "registryId"],
        answer: (args, cloud) => ({
            authorizationToken: secret("b2ZmbGluZTpvZmZsaW5l"),
            expiresAt: "2027-01-01T00:00:00Z",
            id: cloud.region,
            password: secret(cloud.registryTokens.password),
            proxyEndpoint: `https://${String(args.registryId ?? cloud.accountId)}.dkr.ecr.${cloud.region}.amazonaws.com`,
            region: cloud.region,
            userName: "AWS",
        }),
    },
    "aws:ecr/getCredentials:getCredentials": {
        args: ["region", "registryId"],
        answer: (args, cloud) => ({
            authorizationToken: secret("b2ZmbGluZTpvZmZsaW5l"),
            expiresAt: "2027-01-01T00:00:00Z",
            id: cloud.region,
            proxyEndpoint: `https://${String(args.registryId ?? cloud.accountId)}.dkr.ecr.${cloud.region}.amazonaws.com`,
            region: cloud.region,
            registryId: String(args.registryId ?? cloud.accountId),
        }),
    },
    "aws:eks/getAddonVersion:getAddonVersion": {
        args: ["addonName", "kubernetesVersion", "mostRecent", "region"],
        answer: ({ addonName, kubernetesVersion, mostRecent }, cloud) => {
            const version = offeredAddon(String(addonName), String(kubernetesVersion), mostRecent === true);
            // hashicorp/terraform-provider-aws, internal/service/eks/addon_version_data_source.go
            if (version === undefined) {
                throw new Error(
                    `reading EKS Add-On version info (${addonName}, ${kubernetesVersion}): couldn't find resource`,
                );
            }
            return {
                addonName: addonName ?? null,
                id: addonName ?? null,
                kubernetesVersion: kubernetesVersion ?? null,
                mostRecent: mostRecent ?? false,
                region: cloud.region,
                version,
            };
        },
    },
    "aws:ssm/getParameter:getParameter": {
        args: ["name", "region", "withDecryption"],
        answer: ({ name, withDecryption }, cloud) => {
            const { arn = null, type = null, value = null, version = null } = parameterOf(String(name), cloud);
            return {
                arn,
                id: name ?? null,
                // hashicorp/terraform-provider-aws, internal/service/ssm/parameter_data_source.go
                insecureValue: type === "SecureString" ? "" : value,
                name: name ?? null,
                region: cloud.region,
                type,
                value: secret(value),
                version,
                withDecryption: withDecryption ?? true,
            };
        },
    },
    "aws:secretsmanager/getSecretVersion:getSecretVersion": {
        args: ["region", "secretId", "versionId", "versionStage"],
        answer: (args, cloud) => {
            const [arn, stage] = [text(args.secretId), text(args.versionStage) || "AWSCURRENT"];
            const found = findSecret({ arn, versionId: text(args.versionId) }, cloud);
            if (found === undefined) {
                // digihunch/orthweb#7, hashicorp/terraform-provider-aws#14322
                const version = text(args.versionId) || stage;
                throw new Error(`Secrets Manager Secret "${arn}" Version "${version}" not found`);
            }
            return {
                arn,
                createdDate: `${cloud.today}T00:00:00Z`,
                id: `${arn}|${found.versionId}`,
                region: regionOf(args, cloud),
                secretArn: arn,
                secretBinary: secret(""),
                secretId: arn,
                secretString: secret(found.secretString),
                versionId: found.versionId,
                versionStage: stage,
                versionStages: [stage],
            };
        },
    },
};

function parameterOf(name: string, cloud: Cloud): PropertyMap {
    const image = imageParameter(name, cloud);
    if (image !== undefined)
        return { arn: `arn:aws:ssm:${cloud.region}::parameter${name}`, type: "String", value: image, version: 1 };
    const parameter = cloud.store.ofType("aws:ssm/parameter:Parameter").find(({ outputs }) => outputs.name === name);
    if (!parameter) throw new Error(`simulated aws: there is no parameter "${name}"`);
    return parameter.outputs;
}
