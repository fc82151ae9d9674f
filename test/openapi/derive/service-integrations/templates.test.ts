import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { deriveBody } from "../../../../openapi/derive/body";
import { readRestApiBody } from "../../../../openapi/rest-api-body";
import { readDocuments } from "../../../../stacks/apis/documents";
import { contextVariable, noOverrides } from "../../../../tools/gateway-emulator/mapping/context";
import { inputVariable } from "../../../../tools/gateway-emulator/mapping/input";
import { renderTemplate } from "../../../../tools/gateway-emulator/mapping/render";
import { utilVariable } from "../../../../tools/gateway-emulator/mapping/util";
import { seed } from "../../documents";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const apis = readDocuments(join(__dirname, "../../../.."), ["events"]);
const { operations = [] } =
    readRestApiBody(deriveBody({ title: "gatehouse-toolbox", version: "1", apis, place })) ?? {};

interface Templates {
    readonly requestTemplates: Readonly<Record<string, string>>;
    readonly responses: { readonly default: { readonly responseTemplates: Readonly<Record<string, string>> } };
}

// The sample API has an integration with each service; its templates are rendered as the emulator renders them.
function integration(method: string, path: string): Templates {
    const found = operations.find((own) => own.method === method && own.path === path)?.integration;
    assert.ok(found);
    return found as unknown as Templates;
}

function render(template: string | undefined, body: unknown, path: Readonly<Record<string, string>> = {}) {
    const overrides = noOverrides();
    const { text } = renderTemplate(
        template ?? "",
        {
            input: inputVariable(JSON.stringify(body), { path, querystring: {}, header: {} }),
            util: utilVariable,
            context: contextVariable({ requestId: "r-1" }, overrides),
            stageVariables: { eventsTable: "events-1a2b3c4" },
        },
        false,
    );
    return { text, status: overrides.responseOverride.status };
}

function request(method: string, path: string, body: unknown, variables: Readonly<Record<string, string>> = {}) {
    return render(integration(method, path).requestTemplates["application/json"], body, variables).text;
}

function response(method: string, path: string, body: unknown) {
    return render(integration(method, path).responses.default.responseTemplates["application/json"], body);
}

const plainObjects = { noNullPrototype: true };
const order = fc.record(
    {
        id: fc.string({ unit: "binary" }),
        customer: fc.string({ unit: "binary" }),
        items: fc.array(fc.record({ article: fc.string({ unit: "binary" }), count: fc.integer() }, plainObjects)),
    },
    plainObjects,
);
const trials = { seed, numRuns: 200 };

describe("the templates of integrations", () => {
    it("send any JSON to a state machine, a bus and a stream as it is", () => {
        fc.assert(
            fc.property(order, (own) => {
                const start = JSON.parse(request("POST", "/events/quotations", own));
                assert.deepEqual(JSON.parse(start.input), own);
                const [entry] = JSON.parse(request("POST", "/events/signals", own)).Entries;
                assert.deepEqual(JSON.parse(entry.Detail), own);
                const record = JSON.parse(request("POST", "/events/clicks", { ...own, visitor: own.id }));
                assert.equal(record.PartitionKey, own.id);
                assert.equal(JSON.parse(Buffer.from(record.Data, "base64").toString()).id, own.id);
            }),
            trials,
        );
    });

    it("send any JSON to a queue and a topic as it is", () => {
        fc.assert(
            fc.property(order, (own) => {
                const message = new URLSearchParams(request("POST", "/events/orders/by-customer", own));
                assert.deepEqual(JSON.parse(message.get("MessageBody") ?? ""), own);
                assert.equal(message.get("MessageGroupId"), own.customer);
                const publication = new URLSearchParams(request("POST", "/events/prices", own));
                assert.deepEqual(JSON.parse(publication.get("Message") ?? ""), own);
                assert.match(publication.get("TopicArn") ?? "", /^arn:aws:sns:/);
            }),
            trials,
        );
    });

    it("of the sample rename fields, whatever they contain", () => {
        fc.assert(
            fc.property(order, fc.string({ unit: "binary", minLength: 1 }), (own, id) => {
                const { input } = JSON.parse(request("POST", "/events/orders/{id}/fulfillment", own, { id }));
                assert.deepEqual(JSON.parse(input), { orderId: id, client: own.customer, positions: own.items });
                const invoice = JSON.parse(request("POST", "/events/invoices", own));
                assert.deepEqual([invoice.number, invoice.client], [own.id, own.customer]);
                assert.equal(invoice.positions.length, own.items.length);
            }),
            trials,
        );
    });

    it("find an item by any key", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (customer) => {
                const path = "/events/customers/{customer}/orders/{id}";
                assert.deepEqual(JSON.parse(request("GET", path, {}, { customer, id: "1" })), {
                    TableName: "events-1a2b3c4",
                    Key: { customer: { S: customer }, id: { S: "1" } },
                });
            }),
            trials,
        );
    });

    it("return an item as plain JSON, a list of items, and 404 without one", () => {
        const path = "/events/customers/{customer}/orders";
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), fc.integer(), fc.boolean(), (text, number, flag) => {
                const list = { L: [{ S: "a" }] };
                const item = {
                    text: { S: text },
                    number: { N: String(number) },
                    flag: { BOOL: flag },
                    none: { NULL: true },
                    "it's": { S: text },
                    list,
                };
                const plain = { text, number, flag, none: null, "it's": text, list };
                assert.deepEqual(JSON.parse(response("GET", `${path}/{id}`, { Item: item }).text), plain);
                const items = JSON.parse(response("GET", path, { Items: [item, item], Count: 2 }).text);
                assert.deepEqual(items, [plain, plain]);
            }),
            trials,
        );
        assert.deepEqual(JSON.parse(response("GET", path, { Items: [], Count: 0 }).text), []);
        const { text, status } = response("GET", `${path}/{id}`, {});
        assert.deepEqual([JSON.parse(text), status], [{ message: "Not found" }, 404]);
    });

    it("tell a failed execution and a rejected event by the status", () => {
        const quote = (body: object) => response("POST", "/events/quotations", body);
        assert.deepEqual(JSON.parse(quote({ status: "SUCCEEDED", output: '{"total":1}' }).text), { total: 1 });
        assert.equal(quote({ status: "FAILED", error: "x" }).status, 502);
        const signal = (body: object) => response("POST", "/events/signals", body);
        assert.equal(signal({ FailedEntryCount: 0, Entries: [{ EventId: "e" }] }).text.trim(), '{"eventId":"e"}');
        assert.equal(signal({ FailedEntryCount: 1, Entries: [{ ErrorCode: "x" }] }).status, 500);
    });

    it("turn JSON into XML", () => {
        const invoice = { number: "1", client: "a", positions: [{ article: "b", quantity: 2 }], total: 10 };
        assert.equal(
            response("POST", "/events/invoices", invoice).text.replaceAll(/\s*\n\s*/g, ""),
            '<invoice number="1"><client>a</client><position article="b" quantity="2"/><total>10</total></invoice>',
        );
    });
});
