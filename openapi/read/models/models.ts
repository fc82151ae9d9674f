import type { JsonObject } from "../../document";
import type { Place } from "../../problem";
import type { DocumentSource } from "../source";
import { ModelAdjustments } from "./changes";
import { Conversion, type ConversionContext } from "./convert";
import { PropertyFlags } from "./flags";
import { completeModels } from "./graph";
import { listKeywords } from "./keywords";
import { type Direction, emptyModel, type Model } from "./model";
import { nameModels } from "./names";
import { SchemaReferences } from "./references";

const models = new WeakMap<DocumentSource, DocumentModels>();

/** The models of a document; operations and components share them while the document is read. */
export function modelsOf(source: DocumentSource): DocumentModels {
    const known = models.get(source) ?? new DocumentModels(source);
    models.set(source, known);
    return known;
}

/** The models that a document's schemas become: each schema is converted once, or once for each direction. */
export class DocumentModels {
    /** Media types whose bodies are bytes. */
    readonly binaryMediaTypes = new Set<string>();
    readonly references: SchemaReferences;
    private readonly adjustments: ModelAdjustments;
    private readonly context: ConversionContext;
    private readonly byKey = new Map<string, Model>();
    private readonly bodies = new Map<string, JsonObject | undefined>();
    /** Those of bodies without a name, and the references from bodies to named ones. */
    private readonly inline: Model[] = [];
    private readonly queues: Readonly<Record<Direction, Model[]>> = { request: [], response: [] };

    constructor(private readonly source: DocumentSource) {
        this.adjustments = new ModelAdjustments((at, change, got) => source.adjustForRestApi(at, change, got));
        this.references = new SchemaReferences(source);
        this.context = {
            source,
            references: this.references,
            flags: new PropertyFlags(source, this.references),
            adjustments: this.adjustments,
            hasSiblings: String(source.valueAt(["openapi"])).startsWith("3.1"),
            modelAt: (at, user) => this.use(at, user.direction),
        };
    }

    /**
     * The schema of a body: a reference to a model, or the inline model if the import takes it. It warns of inline
     * schemas of other classes than objects and arrays: "Unsupported model type 'ComposedSchema' in 200 response …
     * Ignoring." (aws/aws-cdk#24844).
     * @returns undefined if it accepts everything.
     */
    ofBody(at: Place, direction: Direction): JsonObject | undefined {
        const key = keyOf(at, direction);
        if (!this.bodies.has(key)) this.bodies.set(key, this.readBody(at, direction));
        return this.bodies.get(key);
    }

    /** Reports a change of a body for another reason than its schema, once for all places with the same cause. */
    repeat(cause: string, at: Place, change: string, got: string): void {
        this.adjustments.repeat(cause, at, change, got);
    }

    /** Converts the remaining components, names all models, and returns them by name; nothing may follow. */
    finish(): Record<string, JsonObject> {
        for (const at of this.source.childrenOf(["components", "schemas"])) this.use(at, "response");
        this.complete("response");
        this.adjustments.report();
        const names = nameModels([...this.byKey.values()]);
        for (const { references } of [...this.byKey.values(), ...this.inline]) {
            for (const { draft, target } of references) draft.$ref = `#/components/schemas/${names.get(target)}`;
        }
        return Object.fromEntries([...names].map(([model, name]) => [name, model.body]));
    }

    private readBody(at: Place, direction: Direction): JsonObject | undefined {
        const model = emptyModel(at, direction);
        this.convert(model);
        this.complete(direction);
        completeModels([model], this.adjustments);
        if (Object.keys(model.body).length === 0) return undefined;
        if (isInline(model.body)) {
            this.inline.push(model);
            return model.body;
        }
        const key = keyOf(at, direction);
        const target = this.byKey.get(key) ?? model;
        this.byKey.set(key, target);
        const draft = { $ref: "" };
        this.inline.push({ ...emptyModel(at, direction), references: [{ draft, target, isInPlace: true }] });
        return draft;
    }

    // A model for requests exists only where it differs, which is known once that for responses is complete.
    private use(at: Place, direction: Direction): Model {
        const response = this.byKey.get(keyOf(at, "response")) ?? this.add(at, "response");
        if (direction === "response") return response;
        this.complete("response");
        if (!response.hasDirections) return response;
        return this.byKey.get(keyOf(at, "request")) ?? this.add(at, "request");
    }

    private add(at: Place, direction: Direction): Model {
        const model = emptyModel(at, direction);
        this.byKey.set(keyOf(at, direction), model);
        this.queues[direction].push(model);
        return model;
    }

    private complete(direction: Direction): void {
        const queue = this.queues[direction];
        const batch: Model[] = [];
        for (let model = queue.pop(); model !== undefined; model = queue.pop()) {
            this.convert(model);
            batch.push(model);
        }
        if (batch.length > 0) completeModels(batch, this.adjustments);
    }

    private convert(model: Model): void {
        const { body, references, wider, places } = new Conversion(this.context, model).run();
        Object.assign(model, { body, references, wider, places, isWider: wider.size > 0 });
    }
}

function isInline(body: JsonObject): boolean {
    if (body.$ref !== undefined) return true;
    if (listKeywords.some((keyword) => body[keyword] !== undefined)) return false;
    return body.type === "array" || (body.type === "object" && !body.additionalProperties);
}

function keyOf(at: Place, direction: Direction): string {
    return `${direction} ${JSON.stringify(at.map(String))}`;
}
