import assert from "node:assert/strict";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { file } from "./backend";
import { type Caller, FrameworkClient } from "./client";
import { FrameworkGateway } from "./gateway";
import { type Framework, frameworks, writeProject } from "./project";

/** A call through a generated client, by the names of its service and function. */
interface ValidCall {
    readonly call: string;
    readonly values: readonly unknown[];
    /** Method, path and query at the backend. */
    readonly reaches: string;
    /** Headers at the backend. */
    readonly headers?: Readonly<Record<string, string>>;
    /** The body at the backend, as JSON. */
    readonly body?: unknown;
    /** True for a body that contains the bytes of the file. */
    readonly uploads?: boolean;
}

interface InvalidCall {
    readonly call: string;
    readonly values: readonly unknown[];
    readonly message: string;
}

interface Calls {
    readonly valid: readonly ValidCall[];
    /** Calls that the gateway rejects, with its message. */
    readonly rejected: readonly InvalidCall[];
    /** Calls that reach the backend, which rejects them. */
    readonly rejectedByBackend?: readonly InvalidCall[];
}

const noModel = "Invalid request body";
const missing = (name: string) => `Missing required request parameters: [${name}]`;
const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const picture = new Blob([file], { type: "image/png" });
const pet = { name: "Rex", photoUrls: ["https://example.com/rex.png"], status: "sold" };
const card = { kind: "card", number: "1234567890123456" };
const item = { name: "Mug", price: 4.5, size: "large", description: null, images: null };
const book = { title: "A", isbn: "1", price: "9.90", code: "a.b", slug: "a", author: 1, kind: "", pages: null };
const order = { customer: { name: "Ann", email: "a@example.com" }, payment: { type: "card", amount: 9.5 } };

/** @param upload values of the client's function that uploads a picture. */
const petstore = (upload: readonly unknown[]): Calls => ({
    valid: [
        { call: "PetService.addPet", values: [pet], reaches: "POST /v2/pet", body: pet },
        {
            call: "PetService.findPetsByStatus",
            values: [["sold", "pending"]],
            reaches: "GET /v2/pet/findByStatus?status=sold&status=pending",
        },
        { call: "PetService.getPetById", values: [7], reaches: "GET /v2/pet/7" },
        {
            call: "PetService.deletePet",
            values: [7, "secret"],
            reaches: "DELETE /v2/pet/7",
            headers: { api_key: "secret" },
        },
        { call: "PetService.uploadFile", values: upload, reaches: "POST /v2/pet/7/uploadImage", uploads: true },
        {
            call: "StoreService.placeOrder",
            values: [{ petId: 7, quantity: 2, status: "placed", complete: false }],
            reaches: "POST /v2/store/order",
            body: { petId: 7, quantity: 2, status: "placed", complete: false },
        },
        {
            call: "UserService.loginUser",
            values: ["ann", "p & q"],
            reaches: "GET /v2/user/login?username=ann&password=p%20%26%20q",
        },
        {
            call: "UserService.createUsersWithArrayInput",
            values: [[{ username: "ann" }, { username: "bob" }]],
            reaches: "POST /v2/user/createWithArray",
            body: [{ username: "ann" }, { username: "bob" }],
        },
    ],
    rejected: [
        { call: "PetService.addPet", values: [{ name: "Rex" }], message: noModel },
        { call: "PetService.addPet", values: [{ ...pet, photoUrls: "none" }], message: noModel },
        { call: "StoreService.placeOrder", values: [{ status: "lost" }], message: noModel },
        { call: "UserService.createUsersWithArrayInput", values: [{ username: "ann" }], message: noModel },
        { call: "UserService.loginUser", values: ["ann"], message: missing("password") },
        { call: "PetService.findPetsByStatus", values: [], message: missing("status") },
    ],
});

const calls: Readonly<Record<Framework, Calls>> = {
    fastapi: {
        valid: [
            {
                call: "ItemsService.readItemsItemsGet",
                values: [5, "mugs", ["a", "b"], "small"],
                reaches: "GET /api/v1/items/?limit=5&q=mugs&tag=a&tag=b&size=small",
            },
            { call: "ItemsService.createItemItemsPost", values: [item], reaches: "POST /api/v1/items/", body: item },
            {
                call: "ItemsService.readItemItemsItemIdGet",
                values: [7, "north", '"1"'],
                reaches: "GET /api/v1/items/7",
                headers: { "x-tenant": "north", "if-none-match": '"1"' },
            },
            {
                call: "ItemsService.uploadPictureItemsItemIdPicturesPost",
                values: [7, { file: picture, caption: "front" }],
                reaches: "POST /api/v1/items/7/pictures/",
                uploads: true,
            },
            {
                call: "ItemsService.downloadPictureItemsItemIdPicturesNameGet",
                values: [7, "front side.png"],
                reaches: "GET /api/v1/items/7/pictures/front%20side.png",
            },
            {
                call: "OrdersService.placeOrderOrdersPost",
                values: [{ items: [id], payment: card, gift_for: null }],
                reaches: "POST /api/v1/orders/",
                body: { items: [id], payment: card, gift_for: null },
            },
            { call: "ItemsService.deleteItemItemsItemIdDelete", values: [7], reaches: "DELETE /api/v1/items/7" },
        ],
        rejected: [
            { call: "ItemsService.createItemItemsPost", values: [{ name: "Mug" }], message: noModel },
            { call: "ItemsService.createItemItemsPost", values: [{ ...item, size: "huge" }], message: noModel },
            {
                call: "OrdersService.placeOrderOrdersPost",
                values: [{ items: [id], payment: { ...card, number: "1" } }],
                message: noModel,
            },
            { call: "ItemsService.readItemItemsItemIdGet", values: [7], message: missing("x-tenant") },
            { call: "DefaultService.searchSearchCategoryGet", values: ["small"], message: missing("q") },
        ],
    },
    nestjs: {
        valid: [
            {
                call: "CatsService.catsControllerFindAll",
                values: [3, ["a", "b"], "black", "north"],
                reaches: "GET /api/cats?limit=3&tag=a&tag=b&colour=black",
                headers: { "x-tenant": "north" },
            },
            {
                call: "CatsService.catsControllerCreate",
                values: [{ name: "Tom", age: 1, colour: null, owner: null }],
                reaches: "POST /api/cats",
                body: { name: "Tom", age: 1, colour: null, owner: null },
            },
            { call: "CatsService.catsControllerFindOne", values: [id], reaches: `GET /api/cats/${id}` },
            {
                call: "CatsService.catsControllerFeed",
                values: [id, { kind: "tin", tins: 2 }],
                reaches: `POST /api/cats/${id}/meals`,
                body: { kind: "tin", tins: 2 },
            },
            {
                call: "CatsService.catsControllerUpload",
                values: [id, { file: picture }],
                reaches: `POST /api/cats/${id}/photo`,
                uploads: true,
            },
            { call: "AccountService.accountControllerPingV2", values: [], reaches: "GET /api/v2/account/ping" },
        ],
        rejected: [
            { call: "CatsService.catsControllerCreate", values: [{ age: 1, colour: null }], message: noModel },
            {
                call: "CatsService.catsControllerCreate",
                values: [{ name: "Tom", age: 1, colour: "pink" }],
                message: noModel,
            },
            { call: "CatsService.catsControllerFeed", values: [id, { kind: "tin" }], message: noModel },
        ],
    },
    drf: {
        valid: [
            { call: "V2Service.v2AuthorsList", values: [2], reaches: "GET /api/v2/authors/?page=2" },
            {
                call: "V2Service.v2AuthorsCreate",
                values: [{ name: "Ann", born: null }],
                reaches: "POST /api/v2/authors/",
                body: { name: "Ann", born: null },
            },
            { call: "V2Service.v2AuthorsRetrieve", values: [7], reaches: "GET /api/v2/authors/7/" },
            {
                call: "V2Service.v2BooksCreate",
                values: [{ ...book, editor: null }],
                reaches: "POST /api/v2/books/",
                body: { ...book, editor: null },
            },
            {
                call: "V2Service.v2BooksCoverUpdate",
                values: [7, { cover: picture }],
                reaches: "PUT /api/v2/books/7/cover/",
                uploads: true,
            },
            {
                call: "V2Service.v2BooksTransfersCreate",
                values: ["north", 7, { kind: "loan", until: "2026-12-01" }],
                reaches: "POST /api/v2/books/7/transfers/",
                headers: { "x-branch": "north" },
                body: { kind: "loan", until: "2026-12-01" },
            },
            { call: "StatusService.statusRetrieve", values: [], reaches: "GET /api/status/" },
        ],
        rejected: [
            { call: "V2Service.v2AuthorsCreate", values: [{ born: null }], message: noModel },
            { call: "V2Service.v2BooksCreate", values: [{ ...book, price: "cheap" }], message: noModel },
            { call: "V2Service.v2BooksTransfersCreate", values: ["north", 7, { kind: "loan" }], message: noModel },
        ],
        rejectedByBackend: [
            {
                call: "V2Service.v2BooksTransfersCreate",
                values: [undefined, 7, { kind: "loan", until: "2026-12-01" }],
                message: "no header parameter X-Branch",
            },
        ],
    },
    swashbuckle: {
        valid: [
            { call: "ToDoService.getApiToDo", values: [], reaches: "GET /api/ToDo" },
            {
                call: "ToDoService.postApiToDo",
                values: [{ title: "Buy milk", notes: null, due: null }],
                reaches: "POST /api/ToDo",
                body: { title: "Buy milk", notes: null, due: null },
            },
            {
                call: "ToDoService.getApiToDoSearch",
                values: ["milk", 1, ["a", "b"], 2],
                reaches: "GET /api/ToDo/search?Text=milk&Priority=1&Tags=a&Tags=b&Page=2",
            },
            {
                call: "ToDoService.putApiToDo",
                values: [7, '"1"', { title: "Buy tea", priority: 2 }],
                reaches: "PUT /api/ToDo/7",
                headers: { "if-match": '"1"' },
                body: { title: "Buy tea", priority: 2 },
            },
            {
                call: "ToDoService.postApiToDoAttachments",
                values: [7, { file: picture, title: "front" }],
                reaches: "POST /api/ToDo/7/attachments",
                uploads: true,
            },
        ],
        rejected: [
            { call: "ToDoService.postApiToDo", values: [{ notes: null }], message: noModel },
            { call: "ToDoService.postApiToDo", values: [{ title: "Buy milk", colour: "red" }], message: noModel },
            {
                call: "UsersService.postApiUsersLogin",
                values: [{ userName: "ann", password: "short" }],
                message: noModel,
            },
        ],
        rejectedByBackend: [
            {
                call: "ToDoService.putApiToDo",
                values: [7, undefined, { title: "Buy tea" }],
                message: "no header parameter If-Match",
            },
        ],
    },
    springdoc: {
        valid: [
            {
                call: "OrderControllerService.list",
                values: [0, 5, ["placed", "id"], "PAID"],
                reaches: "GET /orders?page=0&size=5&sort=placed&sort=id&status=PAID",
            },
            {
                call: "OrderControllerService.place",
                values: [{ ...order, notes: null }],
                reaches: "POST /orders",
                body: { ...order, notes: null },
            },
            {
                call: "OrderControllerService.find",
                values: [id, "north"],
                reaches: `GET /orders/${id}`,
                headers: { "x-tenant": "north" },
            },
            {
                call: "OrderControllerService.patch",
                values: [id, { notes: null }],
                reaches: `PATCH /orders/${id}`,
                headers: { "content-type": "application/merge-patch+json" },
                body: { notes: null },
            },
            {
                call: "OrderControllerService.upload",
                values: [id, { file: picture }],
                reaches: `POST /orders/${id}/invoice`,
                uploads: true,
            },
            { call: "PublicControllerService.open", values: [], reaches: "GET /open" },
        ],
        rejected: [
            { call: "OrderControllerService.place", values: [{ payment: order.payment }], message: noModel },
            {
                call: "OrderControllerService.place",
                values: [{ ...order, payment: { type: "card" } }],
                message: noModel,
            },
            { call: "OrderControllerService.change", values: [id, { email: "a@example.com" }], message: noModel },
        ],
        rejectedByBackend: [
            { call: "OrderControllerService.find", values: [id], message: "no header parameter X-Tenant" },
        ],
    },
    swag: {
        valid: [
            {
                call: "ArticlesService.getArticles",
                values: ["a@example.com", ["a", "b"], [1], "book", 5],
                reaches: "GET /api/v1/articles?q=a%40example.com&tag=a&tag=b&ids=1&category=book&limit=5",
            },
            {
                call: "ArticlesService.postArticles",
                values: [{ name: "Mug", price: 4.5, category: "book", labels: { colour: "red" } }],
                reaches: "POST /api/v1/articles",
                body: { name: "Mug", price: 4.5, category: "book", labels: { colour: "red" } },
            },
            {
                call: "ArticlesService.getArticles1",
                values: [7, "north"],
                reaches: "GET /api/v1/articles/7",
                headers: { "x-tenant": "north" },
            },
            {
                call: "ArticlesService.postArticlesImage",
                values: [7, picture, "front"],
                reaches: "POST /api/v1/articles/7/image",
                uploads: true,
            },
            { call: "AccountsService.getAccount", values: [], reaches: "GET /api/v1/account" },
        ],
        rejected: [
            { call: "ArticlesService.postArticles", values: [{ price: 4.5 }], message: noModel },
            {
                call: "ArticlesService.postArticles",
                values: [{ name: "Mug", price: 4.5, category: "film" }],
                message: noModel,
            },
        ],
        rejectedByBackend: [
            { call: "ArticlesService.getArticles1", values: [7], message: "no header parameter X-Tenant" },
        ],
    },
    "petstore-2-0": petstore([7, "front", picture]),
    "petstore-3-0": petstore([7, { additionalMetadata: "front", file: picture }]),
    "petstore-3-1": petstore([7, picture]),
};

/** Operations that take a form, which the generated clients send as multipart. */
const forms: readonly { readonly api: Framework; readonly path: string; readonly target: string }[] = [
    { api: "fastapi", path: "/token", target: "/api/v1/token" },
    { api: "drf", path: "/api/token/", target: "/api/token/" },
    { api: "swag", path: "/login", target: "/api/v1/login" },
    { api: "petstore-3-0", path: "/pet/7", target: "/v2/pet/7" },
];

/** Credentials in every place where a document asks for some. */
const as = (name: string): Caller => ({
    key: "key-of-web",
    token: name,
    headers: { api_key: name, cookie: `sessionid=${name}; sid=${name}` },
});

describe("the gateway over the documents of the frameworks", function () {
    this.timeout(120_000);
    const folders = new TemporaryFolders();
    const clients = new Map<Framework, FrameworkClient>();
    let gateway: FrameworkGateway;

    before(async () => {
        const folder = folders.make();
        writeProject(folder, { overlays: true });
        gateway = await FrameworkGateway.start(folder);
        for (const api of frameworks)
            clients.set(api, await FrameworkClient.generate(api, folder, `${gateway.url}/${api}`));
    });
    after(async () => {
        await gateway.close();
        folders.removeAll();
    });

    const clientOf = (api: Framework) => {
        const client = clients.get(api);
        assert.ok(client);
        return client;
    };

    for (const [api, { valid, rejected, rejectedByBackend = [] }] of Object.entries(calls) as [Framework, Calls][]) {
        describe(`of ${api}, called by a generated client`, () => {
            for (const { call, values, reaches, headers = {}, body, uploads } of valid) {
                it(`passes ${call} to the backend: ${reaches}`, async () => {
                    await clientOf(api).call(as("ann"), call, values);
                    const received = gateway.backendOf(api).calls.at(-1);
                    assert.equal(`${received?.method} ${received?.url}`, reaches);
                    for (const [name, value] of Object.entries(headers)) assert.equal(received?.headers[name], value);
                    if (body !== undefined) assert.deepEqual(JSON.parse(received?.body.toString() ?? ""), body);
                    if (uploads) assert.ok(received?.body.includes(file), "the bytes of the file have changed");
                });
            }

            for (const { call, values } of valid.slice(0, 3)) {
                it(`rejects ${call} without an API key`, async () => {
                    const { length } = gateway.backendOf(api).calls;
                    const failed = await clientOf(api).fail({ token: "ann" }, call, values);
                    assert.deepEqual(failed, { status: 403, body: { message: "Forbidden" } });
                    assert.equal(gateway.backendOf(api).calls.length, length);
                });
            }

            for (const { call, values, message } of rejected) {
                it(`rejects ${call}(${JSON.stringify(values).slice(1, -1)}): ${message}`, async () => {
                    const { length } = gateway.backendOf(api).calls;
                    const failed = await clientOf(api).fail(as("ann"), call, values);
                    assert.deepEqual(failed, { status: 400, body: { message } });
                    assert.equal(gateway.backendOf(api).calls.length, length);
                });
            }

            for (const { call, values, message } of rejectedByBackend) {
                it(`leaves it to the backend to reject ${call}: ${message}`, async () => {
                    const failed = await clientOf(api).fail(as("ann"), call, values);
                    assert.deepEqual(failed, { status: 400, body: { problem: message } });
                });
            }
        });
    }

    for (const { api, path, target } of forms) {
        it(`passes a form to ${api} ${path}`, async () => {
            const form = new URLSearchParams({ grant_type: "password", username: "ann", password: "p & q" });
            const headers = { "x-api-key": "key-of-web", authorization: "Bearer ann" };
            const response = await fetch(`${gateway.url}/${api}${path}`, { method: "POST", headers, body: form });
            assert.equal(response.status, 200);
            const received = gateway.backendOf(api).calls.at(-1);
            assert.deepEqual([received?.url, received?.body.toString()], [target, form.toString()]);
        });
    }
});
