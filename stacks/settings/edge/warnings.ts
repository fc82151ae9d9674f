import type { Settings } from "../schema";

type Known = Partial<Pick<Settings, "edge" | "gateway" | "authorizers">>;

/**
 * Warns of settings that do less behind CloudFront than they say.
 * @returns one line for each.
 */
export function edgeWarnings({ edge, gateway, authorizers = {} }: Known): string[] {
    if (edge === undefined) return [];
    const signed = Object.entries(authorizers).find(([, { type }]) => type === "iam")?.[0];
    const { allow, deny } = gateway?.resourcePolicy ?? {};
    return [
        ...(edge.lock === "off"
            ? [
                  'gatehouse:edge.lock: got "off", so callers reach the APIs without CloudFront and its firewall too: set it to secret or mutualTls once clients call the name',
              ]
            : []),
        // docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html: the host and the path are signed.
        ...(signed === undefined
            ? []
            : [
                  `gatehouse:authorizers.${signed}: got type "iam" beside gatehouse:edge, which changes the host and the path that a caller signs: calls by the name of the distribution are rejected, unless they are signed for the stage`,
              ]),
        // Reports of what API Gateway sees differ: the viewer's address, or CloudFront's.
        ...((allow?.cidrBlocks ?? deny?.cidrBlocks) === undefined
            ? []
            : [
                  "gatehouse:gateway.resourcePolicy: got cidrBlocks beside gatehouse:edge, behind which AWS does not say whether the caller's address or CloudFront's counts: use allow and block of gatehouse:firewall",
              ]),
    ];
}
