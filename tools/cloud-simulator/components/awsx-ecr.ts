import { createHash } from "node:crypto";
import {
    combine,
    hasUnknowns,
    isMap,
    type PropertyMap,
    type PropertyValue,
    plain,
    unknown,
} from "../state/property-values";
import type { Construction } from "./component";

/** Registers what `awsx.ecr.Repository` registers (pulumi/pulumi-awsx, awsx/ecr/repository.ts). */
export async function constructRepository({ name, args, self, registrar }: Construction): Promise<PropertyMap> {
    const { lifecyclePolicy, ...repositoryArgs } = args;
    const label = name.toLowerCase();
    const repository = await registrar.resource("aws:ecr/repository:Repository", label, repositoryArgs, {
        parent: self,
    });
    const outputs = { repository: repository.reference, url: repository.output("repositoryUrl") };
    const lifecycle = plain(lifecyclePolicy ?? null);
    if (isMap(lifecycle) && lifecycle.skip === true) return outputs;
    const policy = await registrar.resource(
        "aws:ecr/lifecyclePolicy:LifecyclePolicy",
        label,
        { repository: repository.output("name"), policy: lifecycleDocument(lifecycle) },
        { parent: self },
    );
    return { ...outputs, lifecyclePolicy: policy.reference };
}

/**
 * Registers what `awsx.ecr.Image` registers (pulumi/pulumi-awsx, awsx/ecr/image.ts).
 * The component registers its child inside an `apply`, so a preview with an unknown repository does not show it.
 */
export async function constructImage({ args, self, registrar, stack }: Construction): Promise<PropertyMap> {
    const given = plain(args) as PropertyMap;
    if (hasUnknowns(given)) return { imageUri: combine(Object.values(args), () => unknown) };
    const tag = String(given.imageName ?? given.imageTag ?? uniqueName(given, stack));
    const url = String(given.repositoryUrl);
    const credentials = await registrar.invoke("aws:ecr/getAuthorizationToken:getAuthorizationToken", {
        registryId: String(given.registryId ?? url.split(".")[0]),
    });
    const cacheFrom =
        Array.isArray(given.cacheFrom) && given.cacheFrom.length > 0 ? given.cacheFrom : [`${url}:${tag}`];
    const image = await registrar.resource(
        "docker-build:index:Image",
        tag,
        {
            tags: [`${url}:${tag}`],
            buildArgs: given.args,
            cacheFrom: cacheFrom.map((ref) => ({ registry: { ref } })),
            cacheTo: [{ inline: {} }],
            context: { location: given.context ?? "." },
            dockerfile: given.dockerfile === undefined ? {} : { location: given.dockerfile },
            platforms: given.platform === undefined ? [] : [given.platform],
            target: given.target,
            push: true,
            registries: [registryOf(credentials)],
        },
        { parent: self },
    );
    return { imageUri: combine([image.output("digest")], (digest) => `${url}@${String(digest)}`) };
}

function registryOf({ proxyEndpoint = null, userName = null, password = null }: PropertyMap): PropertyMap {
    return { address: proxyEndpoint, username: userName, password };
}

function uniqueName({ context, dockerfile, args }: PropertyMap, stack: string): string {
    const buildArgs = isMap(args) ? Object.entries(args).map(([key, value]) => `;arg[${key}]=${String(value)}`) : [];
    const signature = [
        String(context ?? "."),
        dockerfile ? `;dockerfile=${String(dockerfile)}` : "",
        ...buildArgs,
        stack,
    ];
    return `${createHash("sha1").update(signature.join("")).digest("hex").slice(0, 8)}-container`;
}

function lifecycleDocument(lifecycle: PropertyValue): string {
    const rules = isMap(lifecycle) && Array.isArray(lifecycle.rules) ? lifecycle.rules.filter(isMap) : [fallbackRule];
    // A rule for any tag has to come last.
    const ordered = [
        ...rules.filter((rule) => rule.tagStatus !== "any"),
        ...rules.filter((rule) => rule.tagStatus === "any"),
    ];
    return JSON.stringify({ rules: ordered.map(lifecycleRule) });
}

const fallbackRule: PropertyMap = {
    description: "remove untagged images",
    tagStatus: "untagged",
    maximumNumberOfImages: 1,
};

function lifecycleRule(rule: PropertyMap, index: number): PropertyMap {
    const count: PropertyMap =
        rule.maximumNumberOfImages === undefined
            ? { countType: "sinceImagePushed", countNumber: rule.maximumAgeLimit ?? null, countUnit: "days" }
            : { countType: "imageCountMoreThan", countNumber: rule.maximumNumberOfImages };
    return {
        rulePriority: index + 1,
        ...(rule.description === undefined ? {} : { description: rule.description }),
        selection: {
            tagStatus: rule.tagStatus ?? "tagged",
            ...(rule.tagPrefixList === undefined ? {} : { tagPrefixList: rule.tagPrefixList }),
            ...count,
        },
        action: { type: "expire" },
    };
}
