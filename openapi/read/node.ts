import type { Json, JsonObject } from "../document";
import { type Place, type Problem, quote } from "../problem";

/** A place in an OpenAPI document, with the faults found so far; reading it never throws. */
export class OpenApiNode {
    private constructor(
        readonly value: unknown,
        readonly at: Place,
        private readonly root: unknown,
        private readonly problems: Problem[],
    ) {}

    /** Starts at the root of a document; the faults of every node below it are added to `faults`. */
    static root(value: unknown, problems: Problem[]): OpenApiNode {
        return new OpenApiNode(value, [], value, problems);
    }

    /** False if the document has nothing here; a YAML null counts as something. */
    get present(): boolean {
        return this.value !== undefined;
    }

    /** Adds a fault at this place; what was found there is quoted unless `got` says it in words. */
    problem(want: string, got: string = quote(this.value)): void {
        this.problems.push({ at: this.at, got, want });
    }

    /** The node under a key; its value is undefined if there is none. */
    child(key: string): OpenApiNode {
        const value = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
        return new OpenApiNode(value, [...this.at, key], this.root, this.problems);
    }

    /** The nodes of an object by key; none if the node is absent, and a fault if it is anything else. */
    entries(): [string, OpenApiNode][] {
        if (!this.present) return [];
        if (isRecord(this.value)) return Object.keys(this.value).map((key) => [key, this.child(key)]);
        this.problem("an object");
        return [];
    }

    /** The nodes of a list; none if the node is absent, and a fault if it is anything else. */
    items(): OpenApiNode[] {
        if (!this.present) return [];
        if (Array.isArray(this.value)) {
            return this.value.map((item, i) => new OpenApiNode(item, [...this.at, i], this.root, this.problems));
        }
        this.problem("a list");
        return [];
    }

    /** The text of this node; undefined if it is absent or, with a fault, no text. */
    text(): string | undefined {
        if (this.present && typeof this.value !== "string") this.problem("a text");
        return typeof this.value === "string" ? this.value : undefined;
    }

    /** The text of this node; empty, with a fault, if it is absent, empty or no text. */
    requiredText(): string {
        if (typeof this.value === "string" && this.value !== "") return this.value;
        this.problem("a text");
        return "";
    }

    /** The truth of this node; false if it is absent or, with a fault, neither true nor false. */
    flag(): boolean {
        if (this.present && typeof this.value !== "boolean") this.problem("true or false");
        return this.value === true;
    }

    /** Faults keys that are not among those known; extensions pass, except AWS's and a misplaced `x-content-freshness`. */
    onlyKeys(known: readonly string[]): void {
        for (const [key, node] of this.entries()) {
            if (known.includes(key)) continue;
            if (key.startsWith("x-amazon-"))
                node.problem("a plain document, as AWS extensions are derived", "an AWS extension");
            else if (key === "x-content-freshness") node.problem("it on an operation, where alone it counts");
            else if (!key.startsWith("x-")) node.problem(`one of ${known.join(", ")}`, "an unknown key");
        }
    }

    /** Follows `$ref`s to the node that they name; undefined, with a fault, if one is remote, misses or runs in a circle. */
    resolved(): OpenApiNode | undefined {
        const seen = new Set<string>();
        let node: OpenApiNode = this;
        while (isRecord(node.value) && Object.hasOwn(node.value, "$ref")) {
            const reference = node.child("$ref");
            const target = reference.target();
            if (target === undefined) return undefined;
            if (seen.has(String(reference.value))) {
                reference.problem("a reference that ends", `a circle through ${quote(reference.value)}`);
                return undefined;
            }
            seen.add(String(reference.value));
            node = target;
        }
        return node;
    }

    /** The node that this reference names; undefined, with a fault, if there is none in this document. */
    target(): OpenApiNode | undefined {
        if (typeof this.value !== "string" || !this.value.startsWith("#/")) {
            this.problem('a reference into this document, such as "#/components/schemas/Picture"');
            return undefined;
        }
        let node = OpenApiNode.root(this.root, this.problems);
        for (const part of this.value.slice(2).split("/")) {
            node = node.child(part.replaceAll("~1", "/").replaceAll("~0", "~"));
        }
        if (node.present) return node;
        this.problem("a reference to something in this document");
        return undefined;
    }

    /** This node as JSON; faults what JSON cannot hold and answers null for it. */
    json(): Json {
        const value = this.value;
        if (value === null || typeof value === "string" || typeof value === "boolean") return value;
        if (typeof value === "number" && Number.isFinite(value)) return value;
        if (Array.isArray(value)) return this.items().map((item) => item.json());
        if (isRecord(value)) return this.jsonObject();
        this.problem("a value that JSON can hold", String(value));
        return null;
    }

    /** This node as a JSON object; empty, with a fault, if it is no object. */
    jsonObject(): JsonObject {
        if (!this.present) this.problem("an object");
        return Object.fromEntries(this.entries().map(([key, node]) => [key, node.json()]));
    }
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
