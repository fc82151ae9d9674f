import type { Plain, Resource } from "./resource";
import { isList, knownValue, type Path, type Reading, read, readList, readString } from "./value";

/** Access that an access control list of S3 gives to everyone, whom AWS calls `AllUsers` or, with any account, `AuthenticatedUsers`. */
export type AccessList =
    | { readonly state: "private" }
    | { readonly state: "unknown"; readonly reading: Reading<Plain> }
    | {
          readonly state: "public";
          /** Whether more than reading is allowed. */
          readonly writes: boolean;
          /** E.g. `acl is "public-read"`. */
          readonly actual: string;
          readonly change: string;
      };

// docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html, "Canned ACL".
const canned: ReadonlyMap<string, boolean> = new Map([
    ["public-read", false],
    // Anyone with an AWS account.
    ["authenticated-read", false],
    ["public-read-write", true],
]);
const everyone = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/i;

/** Reads the access control list of a bucket or a file: `acl`, `grants`, or `accessControlPolicy.grants`. */
export function readAccessList({ props }: Resource): AccessList {
    const unknown = ["acl", "grants", "accessControlPolicy"]
        .map((key) => read(props, key))
        .find(({ state }) => state === "unknown");
    if (unknown) return { state: "unknown", reading: unknown };
    const acl = knownValue(readString(props, "acl"));
    const writes = canned.get(acl ?? "");
    if (writes !== undefined)
        return { state: "public", writes, actual: `acl is "${acl}"`, change: 'set acl to "private"' };
    const granted = ["grants", "accessControlPolicy.grants"].flatMap((path) => publicGrants(props, path.split(".")));
    const first = granted.find((each) => each.writes) ?? granted[0];
    return first ? { state: "public", ...first, change: "remove the grants to everyone" } : { state: "private" };
}

// docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html: READ, READ_ACP, WRITE, WRITE_ACP and FULL_CONTROL.
function publicGrants(props: Resource["props"], at: Path): { readonly writes: boolean; readonly actual: string }[] {
    const grants = knownValue(readList(props, ...at)) ?? [];
    return grants.flatMap((grant, index) => {
        const uri = [["grantee", "uri"], ["uri"]].map((path) => knownValue(readString(grant, ...path)));
        if (!uri.some((each) => each !== undefined && everyone.test(each))) return [];
        const given = read(grant, "permissions");
        const permissions = given.state === "known" && isList(given.value) ? given.value : [read(grant, "permission")];
        const writes = JSON.stringify(permissions).match(/WRITE|FULL_CONTROL/) !== null;
        return [{ writes, actual: `${at.join(".")}[${index}] is for everyone` }];
    });
}
