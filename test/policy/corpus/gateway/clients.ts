import { type Declared, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { breaks, holds, ignoring, inPlan, key, type Props } from "./parts";
import { gatewayStack } from "./stack";

const large = { plan: { props: { throttleSettings: { rateLimit: 60_000, burstLimit: 1 } } } };
const beside = (props: Props, own: Props = { tags: { client: "web" } }): Declared[] => [
    ...gatewayStack({ ...large, "web-key": { props: { tags: null, ...own } } }),
    key("more-key", props),
    inPlan("more", ["more-key"], "plan"),
];
const same = (reason: string, props: Props, own?: Props): ViolationCase =>
    breaks("r3-rate-limits", "web-key", `two keys of one client, ${reason}`, beside(props, own));

/** Keys of one client that look like keys of two. */
export const violations: readonly ViolationCase[] = [
    same("in upper case", { tags: { client: "WEB" } }),
    same("with a space", { tags: { client: " web " } }),
    same("whose tag is in another case", { tags: { Client: "web" } }),
    same("whose tag has a space", { tags: { "client ": "web" } }),
    same("each also with the other's tag", { tags: { Client: "other", client: "web" } }),
    same("of one customer in two cases", { customerId: "acme" }, { customerId: "ACME" }),
    same("named by a tag and as a customer", { customerId: "web" }),
    same("whose tag is empty", { tags: { client: " " }, customerId: "web" }),
    ...[
        "clientId",
        "client-name",
        "ClientApp",
        "client_application",
        "apiClient",
        "Consumer",
        "customer",
        "Customer ID",
    ].map((tag) => same(`with the tag ${tag}`, { tags: { [tag]: "web" } }, { tags: { [tag]: "Web" } })),
    same(
        "identified by the simplest of its tags",
        { tags: { customer: "acme", client: "web" } },
        { tags: { client: "web" } },
    ),
    breaks("r3-rate-limits", "more-key", "a client whose tag in another case is unknown", [
        ...beside({ tags: { Client: unknown } }),
    ]),
    breaks("r3-rate-limits", "web-key", "ignored changes of a tag in another case", [
        ...ignoring(gatewayStack({ "web-key": { props: { tags: { Client: "web" } } } }), "web-key", "tags.Client"),
    ]),
    breaks("r4-usage-plans", "more-key", "a disabled key that may be enabled", [
        ...ignoring(beside({ enabled: false, tags: { client: "web" } }), "more-key", "enabled"),
    ]),
    breaks("r3-rate-limits", "web-key", "a client's second key that may be disabled", [
        ...beside({ enabled: unknown, tags: { client: "web" } }),
    ]),
];

/** Clients that stay within the limit. */
export const clean: readonly CleanCase[] = [
    holds("a client's old key that is disabled", beside({ enabled: false, tags: { client: "web" } })),
    holds("clients of one application and team with the same cost tags", [
        ...beside({ tags: { application: "shop", team: "a" } }, { tags: { application: "shop", team: "a" } }),
    ]),
    holds("clients whose client tag is an empty string", beside({ tags: { client: "" } }, { tags: { client: "" } })),
    holds(
        "clients whose tags are in another case",
        beside({ tags: { Client: "mobile" } }, { tags: { Client: "web" } }),
    ),
];
