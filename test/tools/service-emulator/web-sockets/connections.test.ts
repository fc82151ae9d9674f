import assert from "node:assert/strict";
import {
    ApiGatewayManagementApiClient,
    DeleteConnectionCommand,
    GetConnectionCommand,
    PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { credentials, region } from "../local-services";
import { until } from "../until";
import { closeCode, nextMessage, TestStage } from "./test-stage";

const executionArn = "arn:aws:execute-api:us-east-1:123456789012:abc123";

describe("The @connections API", () => {
    let stage: TestStage;
    let api: ApiGatewayManagementApiClient;

    beforeEach(async () => {
        stage = new TestStage({ $connect: {}, $disconnect: {} });
        await stage.listen();
        api = new ApiGatewayManagementApiClient({ endpoint: stage.endpoint, region, credentials, maxAttempts: 1 });
    });
    afterEach(async () => {
        api.destroy();
        await stage.close();
    });

    function connectionId(): string {
        const { requestContext } = stage.events[0] as { requestContext: { connectionId: string } };
        return requestContext.connectionId;
    }

    function post(data: string, id = connectionId()): Promise<object> {
        return api.send(new PostToConnectionCommand({ ConnectionId: id, Data: data }));
    }

    it("sends, describes and ends a connection", async () => {
        const client = await stage.connected({ headers: { "User-Agent": "test" } });
        const message = nextMessage(client);
        await post('{"type":"photo.ready"}');
        assert.equal(await message, '{"type":"photo.ready"}');
        const long = nextMessage(client);
        await post("ü".repeat(64 * 1024));
        assert.equal(await long, "ü".repeat(64 * 1024));
        const found = await api.send(new GetConnectionCommand({ ConnectionId: connectionId() }));
        assert.deepEqual(found.Identity, { SourceIp: "127.0.0.1", UserAgent: "test" });
        assert.deepEqual(found.ConnectedAt, new Date(stage.clock.now()));
        const closed = closeCode(client);
        await api.send(new DeleteConnectionCommand({ ConnectionId: connectionId() }));
        assert.equal(await closed, 1000);
        await until(() => stage.events.length === 2);
    });

    it("is 410 for a connection that is gone, or never was", async () => {
        const client = await stage.connected();
        client.terminate();
        await until(() => stage.events.length === 2);
        const gone = { name: "GoneException", $metadata: { httpStatusCode: 410 } };
        const matches = (error: Error) => {
            assert.equal(error.name, gone.name);
            return true;
        };
        await assert.rejects(post("x"), matches);
        await assert.rejects(post("x", "BFaT_fALIAMCKug="), matches);
    });

    it("is 413 over 128 KB", async () => {
        await stage.connected();
        await assert.rejects(post("x".repeat(128 * 1024 + 1)), { name: "PayloadTooLargeException" });
    });

    it("is 403 for a role without the permission, and for a wrong signature", async () => {
        await stage.connected();
        const asked: string[] = [];
        stage.caller.allows = (action, resource) => {
            asked.push(`${action} ${resource}`);
            return false;
        };
        await assert.rejects(post("x"), { name: "ForbiddenException" });
        assert.deepEqual(asked, [
            `execute-api:ManageConnections ${executionArn}/dev/POST/@connections/${connectionId()}`,
        ]);
        const wrong = new ApiGatewayManagementApiClient({
            endpoint: stage.endpoint,
            region,
            credentials: { ...credentials, secretAccessKey: "wrong" },
        });
        const command = new PostToConnectionCommand({ ConnectionId: connectionId(), Data: "x" });
        await assert.rejects(wrong.send(command), /signature/);
        wrong.destroy();
    });
});
