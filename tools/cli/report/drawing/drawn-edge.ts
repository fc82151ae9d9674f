import type { EngineRun } from "../facts/engine-run";
import { listAt, textAt } from "../facts/inputs";
import type { Architecture, Report } from "../facts/report-schema";

type Node = Architecture["nodes"][number];
type Resources = EngineRun["resources"];

const distributionType = "aws:cloudfront/distribution:Distribution";
const aclType = "aws:wafv2/webAcl:WebAcl";
const associationType = "aws:wafv2/webAclAssociation:WebAclAssociation";

/** Nodes for the names of a distribution, the distribution, the firewall of stages, and the site behind the distribution. */
export function edgeNodes(run: EngineRun): Node[] {
    const distributions = ofType(run, distributionType);
    const acls = ofType(run, aclType);
    const ofEdge = acls.filter(({ urn }) => textAt(run.inputs.get(urn), ["scope"]) === "CLOUDFRONT");
    const node = (kind: Node["kind"], { urn, name }: Resources[number], ...label: string[]): Node => {
        return { id: urn, kind, label: [...label.slice(0, 1), name, ...label.slice(1)], urn, broken: [] };
    };
    return [
        ...distributions.flatMap(({ urn }): Node[] => {
            const names = listAt(run.inputs.get(urn), ["aliases"]).filter((each) => typeof each === "string");
            const label = ["name", ...names];
            return names.length === 0 ? [] : [{ id: nameIdOf(urn), kind: "domain", label, urn, broken: [] }];
        }),
        ...distributions.map((each) =>
            node("edge", each, "CloudFront", ...ofEdge.map(({ urn }) => `firewall of ${rulesOf(run, urn)}`)),
        ),
        ...acls
            .filter((acl) => ofType(run, associationType).some(({ parent }) => parent === acl.parent))
            .map((acl) => node("firewall", acl, "firewall", rulesOf(run, acl.urn))),
        ...sitesOf(run).map((each) => node("site", each, "site in a bucket")),
    ];
}

const nameIdOf = (distribution: string): string => `names-${distribution}`;

function rulesOf(run: EngineRun, acl: string): string {
    const count = listAt(run.inputs.get(acl), ["rules"]).length;
    return count === 1 ? "1 rule" : `${count} rules`;
}

const sitesOf = (run: EngineRun): Resources =>
    ofType(run, "aws:s3/bucket:Bucket").filter(({ parent = "" }) => parent.includes("gatehouse:edge:Site::"));

/** The firewall before a stage; an association has the stage's name. */
export function firewallOf(run: EngineRun, stage: Node): string | undefined {
    const name = run.resources.find(({ urn }) => urn === stage.id)?.name;
    const association = ofType(run, associationType).find((each) => each.name === name);
    return association && ofType(run, aclType).find(({ parent }) => parent === association.parent)?.urn;
}

/** Where a distribution leads, by the stages' names. */
export interface Edge {
    readonly id: string;
    /** Node of its names, or the distribution if it has none. */
    readonly entry: string;
    /** Stages behind it. */
    readonly stages: readonly string[];
    /** Hosts of its origins that are known. */
    readonly hosts: readonly string[];
    readonly sites: readonly string[];
    /** Whether its stages can be called beside it. */
    readonly isOpen: boolean;
}

/** The distributions of a stack. Whether one is open is a finding of the policies. */
export function edgesOfStack(run: EngineRun, rules: Report["rules"]): Edge[] {
    return ofType(run, distributionType).map(({ urn }): Edge => {
        const inputs = run.inputs.get(urn);
        const origins = listAt(inputs, ["origins"]).map((_, index) => ["origins", String(index)]);
        const texts = (key: string) => origins.flatMap((path) => textAt(inputs, [...path, key]) ?? []);
        return {
            id: urn,
            entry: listAt(inputs, ["aliases"]).length > 0 ? nameIdOf(urn) : urn,
            stages: texts("originId").flatMap((id) => (id.startsWith("stage-") ? id.slice("stage-".length) : [])),
            hosts: texts("domainName"),
            sites: sitesOf(run).map((site) => site.urn),
            isOpen: rules.some(({ findings }) =>
                findings.some((each) => each.urn === urn && each.policy === "r1-network-paths"),
            ),
        };
    });
}

/** Id of the node at which a resource of the edge is drawn; undefined for any other resource. */
export function ownerAtEdge(run: EngineRun, urn: string): string | undefined {
    const resource = run.resources.find((each) => each.urn === urn);
    const [edge] = ofType(run, distributionType);
    if (resource?.type.startsWith("aws:cloudfront/")) return edge?.urn;
    if (resource?.type === aclType) return edge?.urn;
    if (resource?.type === associationType)
        return ofType(run, aclType).find(({ parent }) => parent === resource.parent)?.urn;
    return undefined;
}

const ofType = (run: EngineRun, type: string): Resources =>
    run.resources.filter((each) => each.type === type && each.op !== "delete");
