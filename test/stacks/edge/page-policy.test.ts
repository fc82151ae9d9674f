import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type CalledByPages, defaultPagePolicy } from "../../../stacks/edge/page-policy";

const forms = { photos: { formOrigin: "https://photos.s3.eu-central-1.amazonaws.com" } };
const sockets = { photos: { endpoint: pulumi.output("wss://abc.execute-api.eu-central-1.amazonaws.com") } };

async function policyFor(called: Partial<CalledByPages>): Promise<string> {
    const policy = pulumi.output(defaultPagePolicy({ pipelines: {}, webSockets: {}, ...called }));
    return new Promise((resolve) => policy.apply(resolve));
}

describe("the default Content-Security-Policy of a site", () => {
    it("is as before without pipelines and WebSocket APIs, and known at a preview", () => {
        assert.equal(
            defaultPagePolicy({ pipelines: {}, webSockets: {} }),
            "default-src 'self'; frame-ancestors 'none'",
        );
    });

    it("names exactly the bucket of the forms and the host of the WebSocket API, and permits images from memory", async () => {
        assert.equal(
            await policyFor({ pipelines: forms, webSockets: sockets }),
            "default-src 'self'; img-src 'self' blob:; connect-src 'self' https://photos.s3.eu-central-1.amazonaws.com wss://abc.execute-api.eu-central-1.amazonaws.com; frame-ancestors 'none'",
        );
        assert.equal(
            await policyFor({ webSockets: sockets }),
            "default-src 'self'; connect-src 'self' wss://abc.execute-api.eu-central-1.amazonaws.com; frame-ancestors 'none'",
        );
    });
});
