import type { EngineRun } from "../facts/engine-run";
import { listAt, textAt } from "../facts/inputs";
import { type ByType, type Estimated, priced } from "./cost-line";
import type { PriceTable, Use } from "./price-schema";

/** Costs of names and firewalls by the month. Distributions, certificates and records have none. */
export function edgeCosts(run: EngineRun, of: ByType, { fixed: at }: PriceTable): Estimated[] {
    const rules = of("aws:wafv2/webAcl:WebAcl").map(({ urn }) => listAt(run.inputs.get(urn), ["rules"]).length);
    return [
        ...priced("hosted zone", of("aws:route53/zone:Zone").length, at.hostedZoneMonth),
        ...priced("web ACL", rules.length, at.webAclMonth),
        ...priced(
            "rule of a web ACL",
            rules.reduce((sum, each) => sum + each, 0),
            at.webAclRuleMonth,
        ),
    ];
}

/** Number of resources to which each assumption about the edge applies. */
export function edgeUses(run: EngineRun, of: ByType) {
    const distributions = of("aws:cloudfront/distribution:Distribution");
    const sources = of("aws:cloudwatch/logDeliverySource:LogDeliverySource").filter(
        ({ urn }) => textAt(run.inputs.get(urn), ["logType"]) === "ACCESS_LOGS",
    );
    return {
        edgeRequestsMillion: distributions.length,
        edgeOutGb: distributions.length,
        // At most one function runs for a request.
        edgeFunctionRequestsMillion: of("aws:cloudfront/function:Function").length > 0 ? distributions.length : 0,
        edgeLogGb: distributions.length > 0 ? sources.length : 0,
        filteredRequestsMillion: of("aws:wafv2/webAcl:WebAcl").length,
        firewallLogGb: of("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").length,
    } satisfies Readonly<Partial<Record<Use, number>>>;
}
