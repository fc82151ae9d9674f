import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SampleHttpApi } from "./sample-http-api";

describe("simulated HTTP APIs", () => {
    const byDefault = { protocolType: "HTTP", apiKeySelectionExpression: "$request.header.x-api-key" };
    const preview = (given: PropertyMap) => new SampleHttpApi().preview("api", { ...byDefault, ...given });
    const cors = (corsConfiguration: PropertyMap) => preview({ corsConfiguration });

    it("let browsers on certain origins only send credentials", () => {
        assert.throws(
            () => cors({ allowCredentials: true, allowOrigins: ["https://a.example.com", "*"] }),
            /allow-credentials is not supported if 'allow-origin' is \*$/,
        );
        cors({ allowCredentials: true, allowOrigins: ["https://a.example.com", unknown] });
        cors({ allowCredentials: false, allowOrigins: ["*"] });
    });

    it("let answers to preflights be cached for a day", () => {
        assert.throws(() => cors({ maxAge: -2 }), /max-age -2 is not between -1 and 86400$/);
        assert.throws(() => cors({ maxAge: 86_401 }), /max-age 86401 is not between -1 and 86400$/);
        for (const maxAge of [-1, 86_400]) cors({ maxAge });
    });

    it("select routes by their method and path", () => {
        assert.throws(
            () => preview({ routeSelectionExpression: "$request.body.action" }),
            /Route selection expression is currently limited to "\$\{request\.method\} \$\{request\.path\}"$/,
        );
        preview({ routeSelectionExpression: "$request.method $request.path" });
        preview({});
    });
});
