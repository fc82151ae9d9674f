import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { BuiltImage } from "../infra/backends/built-image";
import type { ApiSettings } from "./compute/compute";
import { architectureOfImage } from "./settings/architecture";
import type { Settings } from "./settings/schema";

/** Arguments of a stack's images. */
export interface ApiImagesArgs {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    readonly name: string;
    readonly settings: Settings;
    /** Folder that holds the `build` folders, relative to the program's folder, so that it is the same on every machine. */
    readonly buildRoot: string;
}

/** The image of an API or page: as set, or built from its folder and pushed to a repository with its name. */
export function imageOf(
    { name, settings, buildRoot }: ApiImagesArgs,
    api: string,
    { image, build, architecture }: Pick<ApiSettings, "image" | "build" | "architecture">,
    parent: pulumi.Resource,
): pulumi.Input<string> {
    if (image !== undefined) return image;
    if (build === undefined) throw new Error(`"${api}" has neither image nor build`);
    const context = join(buildRoot, build);
    const { deletionProtection } = settings;
    const platform = `linux/${architectureOfImage(settings, { architecture })}`;
    return new BuiltImage(api, { repositoryName: `${name}/${api}`, context, platform, deletionProtection }, { parent })
        .uri;
}
