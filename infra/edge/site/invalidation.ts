import * as pulumi from "@pulumi/pulumi";
import { type AwsCli, awsCli } from "../../aws-cli";
import { type AwsCredentials, profileFlags } from "../../aws-credentials";

/** A site whose files a distribution may have cached. */
export interface CachedSite {
    /** Id of the distribution. */
    readonly id: string;
    /** Hash of the paths and contents of all of its files. */
    readonly contentHash: string;
    /** Paths of the files whose content may change, such as `index.html`. */
    readonly changeable: readonly string[];
}

// The endpoint of CloudFront's API, for every region (docs.aws.amazon.com/general/latest/gr/cf_region.html).
const region = "us-east-1";

const prefix = "gatehouse-";

// How many of the newest invalidations are searched for one of the stack: others, such as operators, create some too.
const maxSearched = 20;

// AWS bills paths beyond 1,000 a month; a path with a wildcard counts as one
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html).
const maxPaths = 30;

/**
 * Makes CloudFront drop the files of a former build, and waits until it has. Hashed assets stay in its caches, for browsers that
 * still have the page of the former build.
 *
 * The reference of the stack's newest invalidation has the hash of the content that it was for. So nothing is done for the same content
 * again, and after an interrupted `up`, the next one waits for the same invalidation. A resource could not do that: once it is in the
 * stack's state, the next `up` finds nothing to change.
 *
 * Uses the AWS CLI: the AWS provider has no resource or function for it.
 * @param credentials those of the AWS provider, which the CLI does not know by itself.
 * @throws {pulumi.RunError} if there is no AWS CLI, if it fails, or after ten minutes
 *   (docs.aws.amazon.com/cli/latest/reference/cloudfront/wait/invalidation-completed.html).
 */
export async function invalidate(site: CachedSite, credentials: AwsCredentials = {}): Promise<void> {
    const list = ["cloudfront", "list-invalidations", "--distribution-id", site.id];
    try {
        const cli = await awsCli(region, credentials);
        const wanted = `${prefix}${site.contentHash}-`;
        const newest = await newestOwn(cli, site.id, list);
        const current = newest?.reference.startsWith(wanted) ? newest : await create(cli, site, wanted);
        if (current.status === completed) return;
        await cli(["cloudfront", "wait", "invalidation-completed", ...flagsOf(site.id, current.id)]);
    } catch (error) {
        const shown = ["aws", ...list, "--region", region, ...profileFlags(credentials)].join(" ");
        throw new pulumi.RunError(
            `Distribution "${site.id}": its caches could not be cleared of the former site: ${reasonOf(error)}. ` +
                `To see its invalidations: ${shown}. Then run "pulumi up" again`,
        );
    }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");

interface OwnInvalidation {
    readonly id: string;
    readonly status: string;
    readonly reference: string;
}

const completed = "Completed";

// The list has the most recent first, without their references (docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListInvalidations.html).
async function newestOwn(cli: AwsCli, id: string, list: readonly string[]): Promise<OwnInvalidation | undefined> {
    const listed = await cli([...list, "--max-items", String(maxSearched), "--output", "json"]);
    // The CLI writes nothing for a list without entries.
    const { InvalidationList }: ListInvalidations = listed.trim() === "" ? {} : JSON.parse(listed);
    for (const { Id } of InvalidationList?.Items ?? []) {
        const { Invalidation }: GetInvalidation = JSON.parse(
            await cli(["cloudfront", "get-invalidation", ...flagsOf(id, Id), "--output", "json"]),
        );
        const reference = Invalidation.InvalidationBatch.CallerReference;
        if (reference.startsWith(prefix)) return { id: Id, status: Invalidation.Status, reference };
    }
    return undefined;
}

async function create(cli: AwsCli, { id, changeable }: CachedSite, wanted: string): Promise<OwnInvalidation> {
    // "/" too: a function of the distribution may lead it to a page (…/DeveloperGuide/invalidation-specifying-objects.html).
    const all = ["/", ...changeable.map((path) => encodeURI(`/${path}`))];
    const paths = all.length > maxPaths ? ["/*"] : all;
    // CloudFront makes no second invalidation for a reference that it knows, and an earlier content may come back.
    const reference = `${wanted}${Date.now()}`;
    const batch = { Paths: { Quantity: paths.length, Items: paths }, CallerReference: reference };
    const flags = ["--distribution-id", id, "--invalidation-batch", JSON.stringify(batch), "--output", "json"];
    const { Invalidation }: GetInvalidation = JSON.parse(await cli(["cloudfront", "create-invalidation", ...flags]));
    return { id: Invalidation.Id, status: Invalidation.Status, reference };
}

const flagsOf = (distribution: string, id: string) => ["--distribution-id", distribution, "--id", id];

interface ListInvalidations {
    readonly InvalidationList?: { readonly Items?: readonly { readonly Id: string }[] };
}

// docs.aws.amazon.com/cloudfront/latest/APIReference/API_Invalidation.html
interface GetInvalidation {
    readonly Invalidation: {
        readonly Id: string;
        readonly Status: string;
        readonly InvalidationBatch: { readonly CallerReference: string };
    };
}
