import assert from "node:assert/strict";
import { behavior, cachePolicy, distribution, EdgeAws, origin, plain, requestPolicy } from "./sample-edge";

const [restApi, stage, domainName] = [
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/domainName:DomainName",
];
const none = {
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
};

describe("simulated AWS rejects, as API Gateway would answer 403,", () => {
    let aws: EdgeAws;
    beforeEach(() => {
        aws = new EdgeAws();
    });
    const naming = (headerBehavior: string, ...items: string[]) => ({
        headersConfig: { headerBehavior, ...(items.length > 0 && { headers: { items } }) },
    });

    it("the viewer's Host for an API, however it is sent", () => {
        const words = /the behavior of stage-Live sends the viewer's Host to API Gateway$/;
        const requesting = (originRequestPolicyId: string) => ({
            defaultCacheBehavior: { ...behavior, originRequestPolicyId },
        });
        const policy = (headerBehavior: string, ...items: string[]) =>
            aws.make(requestPolicy, { ...none, ...naming(headerBehavior, ...items) }, [headerBehavior, ...items].join())
                .id;
        aws.rejects(requesting("216adef6-5c7f-47e4-b989-5492eafa07d3"), words);
        aws.rejects(requesting(policy("whitelist", "Host")), words);
        aws.rejects(requesting(policy("allViewer")), words);
        aws.rejects(requesting(policy("allExcept", "Cookie")), words);
        aws.distribute(requesting(policy("allExcept", "host")));
        aws.distribute(requesting(policy("whitelist", "X-Host")), "other");
        const key = { ...none, ...naming("whitelist", "host") };
        const cachePolicyId = aws.make(cachePolicy, { parametersInCacheKeyAndForwardedToOrigin: key }).id;
        aws.rejects({ defaultCacheBehavior: { ...behavior, cachePolicyId } }, words);
        const { customOriginConfig } = origin;
        const elsewhere = { originId: "stage-Live", domainName: "www.shop.dev", customOriginConfig };
        aws.distribute({ origins: [elsewhere], ...requesting("216adef6-5c7f-47e4-b989-5492eafa07d3") }, "elsewhere");
    });

    it("a stage that the API does not have, and the deletion of one that a distribution calls", () => {
        const { id } = aws.make(restApi, { name: "shop" });
        const deployment = aws.make("aws:apigateway/deployment:Deployment", { restApi: id }).id;
        const live = aws.make(stage, { restApi: id, stageName: "Live", deployment }, "Live");
        const test = aws.make(stage, { restApi: id, stageName: "Test", deployment }, "Test");
        const calling = (originPath: string) => ({
            origins: [{ ...origin, domainName: `${id}.execute-api.eu-central-1.amazonaws.com`, originPath }],
        });
        aws.rejects(calling("/Next"), /the API of the origin stage-Live has no stage "\/Next"$/);
        aws.rejects(calling(""), /has no stage ""$/);
        assert.equal(aws.rejectionOf(stage, live), undefined);
        const made = aws.distribute(calling("/Live"));
        assert.equal(aws.rejectionOf(stage, live), `the distribution ${made.id} has it as an origin`);
        assert.equal(aws.rejectionOf(stage, test), undefined);
        aws.update(distribution, made, { ...plain, ...calling("/Test") });
    });

    it("the deletion of a domain name that a distribution calls", () => {
        const regionalCertificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/given";
        const endpointConfiguration = { types: "REGIONAL" };
        const given = { domainName: "api.shop.dev", regionalCertificateArn, endpointConfiguration };
        const own = aws.make(domainName, given);
        assert.equal(aws.rejectionOf(domainName, own), undefined);
        const { customOriginConfig } = origin;
        aws.distribute({ origins: [{ originId: "stage-Live", domainName: "api.shop.dev", customOriginConfig }] });
        assert.match(aws.rejectionOf(domainName, own) ?? "", /^the distribution E\w+ has it as an origin$/);
    });
});
