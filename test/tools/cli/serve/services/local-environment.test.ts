import assert from "node:assert/strict";
import { localEnvironment } from "../../../../../tools/cli/serve/services/local-environment";
import type { WebSocketDefinition } from "../../../../../tools/cli/serve/services/read/read-web-sockets";
import { RoleCredentials } from "../../../../../tools/cli/serve/services/role-credentials";

const role = "arn:aws:iam::123456789012:role/reader";
const host = "ws1.execute-api.eu-central-1.amazonaws.com";
const webSocket: WebSocketDefinition = {
    ...{
        id: "ws1",
        name: "photos",
        endpoint: `wss://${host}`,
        executionArn: "arn:aws:execute-api:eu-central-1:123456789012:ws1",
    },
    ...{ routeSelectionExpression: "$request.body.action", keySource: "header", routes: {}, stages: [] },
};

function environmentOf(environment: Readonly<Record<string, string>>, roles = new RoleCredentials()) {
    return localEnvironment({ environment, role }, { origin: "http://127.0.0.1:8080", roles, webSockets: [webSocket] });
}

describe("the environment of a function on this machine", () => {
    it("has local addresses in place of those of AWS", () => {
        const { CLIENTS, CONNECTIONS, QUEUE, OTHER } = environmentOf({
            CLIENTS: `wss://${host}/Live`,
            CONNECTIONS: `https://${host}`,
            QUEUE: "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs",
            OTHER: "https://example.com/123456789012/jobs",
        });
        assert.deepEqual(
            [CLIENTS, CONNECTIONS, QUEUE, OTHER],
            [
                "ws://127.0.0.1:8080/~local/websocket/photos/Live",
                "http://127.0.0.1:8080/~local/aws/execute-api/photos",
                "http://127.0.0.1:8080/~local/aws/sqs/123456789012/jobs",
                "https://example.com/123456789012/jobs",
            ],
        );
    });

    it("has the endpoint of each service, and one without services for the others", () => {
        const { AWS_ENDPOINT_URL_SFN, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL } = environmentOf({});
        assert.equal(AWS_ENDPOINT_URL_SFN, "http://127.0.0.1:8080/~local/aws/states");
        assert.equal(AWS_ENDPOINT_URL_DYNAMODB, "http://127.0.0.1:8080/~local/aws/dynamodb");
        assert.equal(AWS_ENDPOINT_URL, "http://127.0.0.1:8080/~local/aws/other");
    });

    it("has the credentials of its role, by which services find its policies, and which stay when the stack changes", () => {
        const roles = new RoleCredentials();
        const statement = { allows: true, actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] };
        roles.publish([{ name: "reader", trusts: ["lambda.amazonaws.com"], statements: [statement] }]);
        const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY } = environmentOf({}, roles);
        assert.match(AWS_ACCESS_KEY_ID, /^ASIA[0-9A-F]{16}$/);
        const found = roles.find(AWS_ACCESS_KEY_ID);
        assert.equal(found?.secretAccessKey, AWS_SECRET_ACCESS_KEY);
        assert.equal(found?.caller.allows("s3:GetObject", "arn:aws:s3:::photos/a"), true);
        assert.equal(found?.caller.allows("s3:PutObject", "arn:aws:s3:::photos/a"), false);
        roles.publish([]);
        assert.equal(roles.find(AWS_ACCESS_KEY_ID), undefined);
        roles.publish([{ name: "reader", trusts: [], statements: [] }]);
        assert.equal(roles.find(AWS_ACCESS_KEY_ID)?.secretAccessKey, AWS_SECRET_ACCESS_KEY);
    });
});
