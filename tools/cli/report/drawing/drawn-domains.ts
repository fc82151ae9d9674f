import type { PublisherName } from "../../../../stacks/settings/http-api/publishers";
import { mappingTypes } from "../../../cloud-simulator/state/domain-mappings";
import type { EngineRun } from "../facts/engine-run";
import { textAt, valueAt } from "../facts/inputs";
import type { Architecture } from "../facts/report-schema";

type Node = Architecture["nodes"][number];

const domainType = "aws:apigateway/domainName:DomainName";

interface Mapping {
    readonly urn: string;
    readonly domainName: string;
    readonly stage: string;
    readonly path: string;
}

/** A node for each domain name, with the stages below it. */
export function domainNodes(run: EngineRun): Node[] {
    return live(run)
        .filter(({ type }) => type === domainType)
        .map(({ urn }) => {
            const name = nameOf(run, urn);
            const paths = mappingsOf(run)
                .filter((each) => each.domainName === name)
                .map(({ path, stage }) => `/${path} → ${stage}`)
                .sort();
            return { id: urn, kind: "domain", label: ["domain name", name, ...paths], urn, broken: [] };
        });
}

/** Ids of the nodes of the stages that clients reach by a domain name. */
export function stagesBehind(run: EngineRun, domain: Node, stages: readonly Node[]): string[] {
    const name = nameOf(run, domain.id);
    const own = mappingsOf(run).filter((each) => each.domainName === name);
    return stages
        .filter(({ id }) => own.some(({ stage }) => stage === textAt(run.inputs.get(id), ["stageName"])))
        .map(({ id }) => id);
}

/** Whether a domain name leads to a REST API or to an HTTP API, whose stage no REST API has, and whose name may be unknown. */
export function isMappedTo(run: EngineRun, domain: Node, publisher: PublisherName): boolean {
    const stages = live(run)
        .filter(({ type }) => type === "aws:apigateway/stage:Stage")
        .map(({ urn }) => textAt(run.inputs.get(urn), ["stageName"]));
    const own = mappingsOf(run).filter((each) => each.domainName === nameOf(run, domain.id));
    const isHttp =
        live(run).some(({ type }) => type === "gatehouse:gateway:HttpApi") &&
        own.some(({ stage }) => !stages.includes(stage));
    return isHttp === (publisher === "http");
}

/** Whether clients reach the stages at an API's default endpoint. */
export function hasDefaultEndpoint(run: EngineRun, api: Node): boolean {
    return valueAt(run.inputs.get(api.id), ["disableExecuteApiEndpoint"]) !== true;
}

/** Id of the node of the domain name that a mapping belongs to; undefined for any other resource. */
export function domainOfMapping(run: EngineRun, urn: string): string | undefined {
    const mapping = mappingsOf(run).find((each) => each.urn === urn);
    return (
        mapping &&
        live(run).find((each) => each.type === domainType && nameOf(run, each.urn) === mapping.domainName)?.urn
    );
}

function mappingsOf(run: EngineRun): Mapping[] {
    return live(run).flatMap(({ urn, type }) => {
        const properties = mappingTypes[type];
        if (properties === undefined) return [];
        const inputs = run.inputs.get(urn);
        const at = (property: string) => textAt(inputs, [property]) ?? "";
        return [{ urn, domainName: at("domainName"), stage: at(properties.stage), path: at(properties.path) }];
    });
}

function nameOf(run: EngineRun, urn: string): string {
    return textAt(run.inputs.get(urn), ["domainName"]) ?? "";
}

function live({ resources }: EngineRun): EngineRun["resources"] {
    return resources.filter(({ op }) => op !== "delete");
}
