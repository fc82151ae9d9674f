import { DataModel } from "../resources/data-model";
import type { Cloud, Described, Identity } from "../state/cloud";
import { elementsOf, listOf, type PropertyMap, text } from "../state/property-values";
import { dockerBuildTypes } from "./resource-types";

/** Images that BuildKit builds and pushes, and the provider's ways with the tokens of a registry. */
export class ImageModel extends DataModel {
    constructor() {
        super("docker-build", dockerBuildTypes);
    }

    // A token changes with each run (pulumi/pulumi-docker-build, provider/internal/image.go, Diff).
    compared(inputs: PropertyMap): PropertyMap {
        const registries = listOf(inputs.registries).map(({ password: _, ...registry }) => registry);
        return { ...inputs, registries };
    }

    // Before 0.0.21 the provider took every error of the registry for a missing image, so that a token that had expired in
    // the state dropped the image from it (pulumi/pulumi-docker-build#424, #929, #955).
    dropsOnRead({ registries }: PropertyMap, { registryTokens, providerVersions }: Cloud): boolean {
        const hasExpired = listOf(registries).some(({ password }) => text(password) !== registryTokens.password);
        return hasExpired && isBefore(providerVersions.get("docker-build") ?? "0.0.0", firstToKeepImages);
    }

    override create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described {
        push(inputs, cloud);
        return super.create(resource, inputs, cloud);
    }
}

const firstToKeepImages = "0.0.21";

function isBefore(version: string, other: string): boolean {
    return version.localeCompare(other, "en", { numeric: true }) < 0;
}

// The provider deletes no earlier image, and the current one only while its token is valid: a repository is never empty again.
function push({ tags }: PropertyMap, { store }: Cloud): void {
    const urls = elementsOf(tags).map((tag) => text(tag).replace(/:[^:/]*$/, ""));
    for (const repository of store.ofType("aws:ecr/repository:Repository"))
        if (urls.includes(text(repository.outputs.repositoryUrl))) store.put({ ...repository, hasImages: true });
}
