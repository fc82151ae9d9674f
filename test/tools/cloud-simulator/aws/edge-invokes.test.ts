import assert from "node:assert/strict";
import { awsInvokes } from "../../../../tools/cloud-simulator/aws/invokes/invokes";
import { answerInvoke } from "../../../../tools/cloud-simulator/resources/invoke";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

describe("functions of simulated CloudFront", () => {
    const cloud = new SimulatedCloud("123456789012", "eu-central-1");
    const find = (kind: string, args: PropertyMap) =>
        answerInvoke(awsInvokes, `aws:cloudfront/get${kind}:get${kind}`, args, cloud);

    it("find the policies that AWS manages, by name and by id", () => {
        const disabled = find("CachePolicy", { name: "Managed-CachingDisabled" });
        assert.deepEqual(
            [disabled.id, disabled.minTtl, disabled.defaultTtl, disabled.maxTtl],
            ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", 0, 0, 0],
        );
        const { id = "", name } = find("OriginRequestPolicy", { name: "Managed-AllViewerExceptHostHeader" });
        assert.equal(id, "b689b0a8-53d0-40ab-baf2-38738e2966ac");
        assert.equal(find("OriginRequestPolicy", { id }).name, name);
        const headers = find("ResponseHeadersPolicy", { name: "Managed-SecurityHeadersPolicy" });
        assert.equal(headers.arn, `arn:aws:cloudfront::123456789012:response-headers-policy/${String(headers.id)}`);
    });

    it("find a policy of the account, and fail as the provider does for any other", () => {
        const type = "aws:cloudfront/cachePolicy:CachePolicy";
        const key = { headersConfig: { headerBehavior: "none" } };
        const outputs = { name: "shop", maxTtl: 60, parametersInCacheKeyAndForwardedToOrigin: key };
        cloud.store.put({ urn: "urn:policy", type, id: "1", inputs: {}, outputs });
        const found = find("CachePolicy", { name: "shop" });
        assert.deepEqual([found.id, found.maxTtl], ["1", 60]);
        assert.deepEqual(found.parametersInCacheKeyAndForwardedToOrigins, [key]);
        assert.throws(() => find("CachePolicy", { name: "none" }), /CloudFront Cache Policy \(none\): couldn't find/);
        assert.throws(() => find("ResponseHeadersPolicy", { id: "1" }), /Response Headers Policy \(1\)/);
    });
});
