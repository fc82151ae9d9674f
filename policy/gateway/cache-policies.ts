import { idOf, resolveReference } from "../reading/references";
import { type Resource, resourceWith, type Stack, UNKNOWN } from "../reading/resource";
import { knownValue, type Path, readString } from "../reading/value";
import { behavioursOf } from "./edge";

/** Policies that say which responses a distribution keeps, and for which requests. */
const cachePolicyTypes: ReadonlySet<string> = new Set(["aws:cloudfront/cachePolicy:CachePolicy"]);

const managed: ReadonlyMap<string, string> = new Map([
    ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled"],
    ["658327ea-f89d-4fab-a63d-7e88639e58f6", "CachingOptimized"],
    ["b2884449-e4de-46a7-ac36-70bc7f1ddd6d", "CachingOptimizedForUncompressedObjects"],
    ["08627262-05a9-4f76-9ded-b50ca2e3a84f", "Elemental-MediaPackage"],
    ["2e54312d-136d-493c-8eb9-b001f22f67d2", "Amplify"],
    ["83da9c7e-98b4-4e11-a168-04f0df8e2c65", "UseOriginCacheControlHeaders"],
    ["4cc15a8a-d715-48a4-82b8-cc0b614638fe", "UseOriginCacheControlHeaders-QueryStrings"],
]);

/**
 * Name of a behaviour's cache policy if it is one of AWS, which has the same id in every account and contains no key
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html).
 */
export const managedPolicyAt = ({ props }: Resource, behaviour: Path): string | undefined =>
    managed.get(knownValue(readString(props, ...behaviour, "cachePolicyId")) ?? "");

/** Cache policies of the program that a behaviour may use; none for a policy of AWS or of another program. */
export function cachePoliciesAt(stack: Stack, edge: Resource, behaviour: Path): readonly Resource[] {
    const idAt = (place: Path) => readString(edge.props, ...place, "cachePolicyId");
    const id = idAt(behaviour);
    if (id.state === "absent" || managedPolicyAt(edge, behaviour) !== undefined) return [];
    const known = knownValue(id);
    // The dependencies are those of the whole property, such as of every behaviour.
    const property = String(behaviour[0]);
    const only = resourceWith(edge, { props: { [property]: known ?? UNKNOWN } });
    const policies = resolveReference(stack, only, property, cachePolicyTypes);
    // While ids of new policies are not known, a known id is that of no new policy. In an update all of them are known at once.
    const isPreview = behavioursOf(edge).some((place) => idAt(place).state === "unknown");
    return known !== undefined && isPreview ? policies.filter((each) => idOf(each) === known) : policies;
}
