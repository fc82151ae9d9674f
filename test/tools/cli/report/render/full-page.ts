import { compare } from "../../../../../tools/cli/report/difference/compare";
import { asSvg } from "../../../../../tools/cli/report/drawing/diagram";
import type { Report } from "../../../../../tools/cli/report/facts/report-schema";
import { asHtml } from "../../../../../tools/cli/report/render/html-page";
import { api, checkedAndEnded, resource, urn, violation } from "../events";
import { brokenEvents, hostileEvents, hostileWaivers, reportOf, waivers } from "../sample";

const gateway = [
    resource("aws:apigateway/apiKey:ApiKey", "web", { inputs: { enabled: true } }),
    resource("aws:ec2/vpc:Vpc", "vpc", { inputs: { cidrBlock: "10.0.0.0/16" } }),
    resource("aws:eks/cluster:Cluster", "eks", { inputs: { version: "1.35" } }),
    resource("aws:ec2/subnet:Subnet", "a", { inputs: { availabilityZone: "eu-central-1a", cidrBlock: "10.0.0.0/18" } }),
    resource("aws:ec2/natGateway:NatGateway", "nat"),
    violation("r1-private-aws", urn("aws:eks/cluster:Cluster", "eks"), "Cluster endpoint: open to 0.0.0.0/0."),
    violation("r3-rate-limits", "", "The stack: no plan limits its clients."),
];

/** Reports that use every section of the page, by name. */
export const fullReports: Readonly<Record<string, () => Report>> = {
    "a stack that breaks every rule": () => {
        const report = reportOf([...gateway, ...api("books"), ...api("pictures"), ...brokenEvents], waivers);
        return {
            ...report,
            difference: compare(report, { commit: "c".repeat(40), report: reportOf(checkedAndEnded) }),
        };
    },
    "a stack of 50 APIs": () => {
        const apis = Array.from({ length: 50 }, (_, index) => api(`api-number-${index + 1}`)).flat();
        return reportOf([...gateway.slice(0, 5), ...apis, ...brokenEvents.slice(0, 5), ...checkedAndEnded], waivers);
    },
    "a stack with hostile names": () => {
        const report = reportOf([...gateway, ...hostileEvents], hostileWaivers);
        return { ...report, difference: compare(report, { commit: "c".repeat(40), report: reportOf(brokenEvents) }) };
    },
};

/** The page of a report. */
export async function pageOf(report: Report): Promise<string> {
    return asHtml(report, await asSvg(report.architecture));
}
