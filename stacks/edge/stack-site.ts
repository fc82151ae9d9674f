import type * as pulumi from "@pulumi/pulumi";
import { Site } from "../../infra/edge/site/site";
import type { Settings } from "../settings/schema";
import { buildSite } from "./site-build";
import { storedFile } from "./site-cache";

/** Arguments of the site of a stack. */
export interface StackSiteArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    /** Folder that contains `app`. */
    readonly folder: string;
    /** Path of the API that the site calls, such as `/api`. */
    readonly apiPath: string;
    readonly parent: pulumi.Resource;
}

/**
 * Creates the site of a stack: what its build writes, and `site.json`, which tells it where the API is.
 * @returns undefined for a stack without one.
 * @throws {SettingsError} for one that cannot be built, which `siteProblems` has reported.
 */
export function createSite({ name, settings, folder, apiPath, parent }: StackSiteArgs): Site | undefined {
    const { site, deletionProtection } = settings;
    if (site === undefined) return undefined;
    const settingsOfPage = storedFile("site.json", JSON.stringify({ apiPath }));
    const files = [...buildSite(folder, site), settingsOfPage];
    return new Site("site", { description: `Site of ${name}`, files, deletionProtection }, { parent });
}
