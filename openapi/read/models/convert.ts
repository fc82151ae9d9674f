import type { Json } from "../../document";
import { type Place, quote } from "../../problem";
import { isObject } from "../../raw-value";
import type { DocumentSource } from "../source";
import { Changes, type ModelAdjustments } from "./changes";
import { isDiscriminated } from "./discriminator";
import { type Flagged, noneFlagged, type PropertyFlags } from "./flags";
import { droppedKeywords, keywordsByType, listKeywords, scalarKeywords } from "./keywords";
import { type Draft, type Model, nullSchema, type Reference } from "./model";
import { outermostOf, type SchemaReferences } from "./references";
import { addRequired, hasFlaggedNames, hiddenIn } from "./required";
import { readTypes, withTypes } from "./types";
import { addValues } from "./values";

/** Deeper schemas are accepted unchecked; the deepest of 600 public documents has 28 levels. */
const maxDepth = 100;

const constraints = ["type", "enum", "const", "pattern", "not", ...listKeywords, ...Object.keys(scalarKeywords)];
const siblings = [...constraints, ...Object.values(keywordsByType).flat()];

/** The parts of a document that a conversion needs. */
export interface ConversionContext {
    readonly source: DocumentSource;
    readonly references: SchemaReferences;
    readonly flags: PropertyFlags;
    readonly adjustments: ModelAdjustments;
    /** OpenAPI 3.1 applies the keywords beside a `$ref`, 3.0 ignores them. */
    readonly hasSiblings: boolean;
    /** The model of the schema at a place, for the use in another model. */
    modelAt(at: Place, user: Model): Model;
}

/** The position of a schema in a model. */
interface Position {
    readonly at: Place;
    readonly isInPlace: boolean;
    readonly depth: number;
    /** The flagged properties of the schemas around it that describe the same value. */
    readonly flagged: Flagged;
}

/** Converts one schema of OpenAPI 3.0 or 3.1 into a model: JSON Schema draft 4, never narrower than the schema. */
export class Conversion {
    private readonly wider = new Set<Draft>();
    private readonly places = new Map<Draft, Place>();
    private readonly references: Reference[] = [];

    constructor(
        private readonly context: ConversionContext,
        private readonly model: Model,
    ) {}

    /** Converts the schema of the model, with its problems and adjustments. */
    run(): Pick<Model, "body" | "references" | "wider" | "places"> {
        const body = this.schema({ at: this.model.at, isInPlace: true, depth: 0, flagged: noneFlagged });
        return { body, references: this.references, wider: this.wider, places: this.places };
    }

    private schema(position: Position): Draft {
        const { at } = position;
        const schema = this.context.source.valueAt(at);
        if (schema === true) return {};
        if (schema === false) return { not: {} };
        if (!isObject(schema)) {
            this.context.source.report(at, "a schema");
            return {};
        }
        const changes = new Changes(this.context.adjustments);
        const draft = this.object(schema, position, changes);
        if (changes.isWider) this.wider.add(draft);
        this.places.set(draft, at);
        return draft;
    }

    private object(schema: Readonly<Record<string, unknown>>, position: Position, changes: Changes): Draft {
        const { at, depth, isInPlace } = position;
        if (depth > maxDepth) {
            changes.widen(at, "accepted unchecked", `a schema more than ${maxDepth} levels deep`);
            return {};
        }
        if (schema.$ref !== undefined) {
            const reference = this.reference(at, isInPlace);
            const { $ref: _, ...rest } = schema;
            if (this.context.hasSiblings && siblings.some((keyword) => rest[keyword] !== undefined)) {
                const { allOf = [], ...draft } = this.keywords({ ...rest, nullable: undefined }, position, changes);
                return orNull(schema, { ...draft, allOf: [reference, ...(allOf as readonly Json[])] });
            }
            return orNull(schema, reference);
        }
        return this.keywords(schema, position, changes);
    }

    private reference(at: Place, isInPlace: boolean): Draft {
        const target = this.context.references.read(at, outermostOf(at));
        if (target === undefined) return {};
        const draft: Draft = { $ref: "" };
        this.references.push({ draft, target: this.context.modelAt(target, this.model), isInPlace });
        return draft;
    }

    private keywords(schema: Readonly<Record<string, unknown>>, position: Position, changes: Changes): Draft {
        const { at } = position;
        const draft: Draft = {};
        const flagged = this.flaggedAt(schema, position);
        addValues(draft, schema, at, changes);
        if (hasFlaggedNames(schema, flagged)) this.model.hasDirections = true;
        addRequired(draft, schema, hiddenIn(this.model.direction, flagged), at, changes);
        this.addParts(
            draft,
            schema,
            { ...position, depth: position.depth + 1, isInPlace: false, flagged: noneFlagged },
            changes,
        );
        this.addLists(draft, schema, { ...position, depth: position.depth + 1, flagged }, changes);
        for (const keyword of droppedKeywords) {
            if (schema[keyword] === undefined || schema[keyword] === true) continue;
            const change = "published without it, as API Gateway imports only the keywords of OpenAPI 3.0";
            changes.widenOften(keyword, [...at, keyword], change, `"${keyword}"`);
        }
        return withTypes(draft, schema, readTypes(schema, at, changes), at, changes);
    }

    private flaggedAt(schema: Readonly<Record<string, unknown>>, { at, flagged }: Position): Flagged {
        if (schema.properties === undefined && schema.allOf === undefined) return flagged;
        const own = this.context.flags.of(at);
        return {
            readOnly: new Set([...own.readOnly, ...flagged.readOnly]),
            writeOnly: new Set([...own.writeOnly, ...flagged.writeOnly]),
        };
    }

    private addParts(
        draft: Draft,
        schema: Readonly<Record<string, unknown>>,
        position: Position,
        changes: Changes,
    ): void {
        const { at } = position;
        const child = (...keys: string[]) => this.schema({ ...position, at: [...at, ...keys] });
        if (isObject(schema.properties)) {
            const names = Object.keys(schema.properties);
            draft.properties = Object.fromEntries(names.map((name) => [name, child("properties", name)]));
        } else if (schema.properties !== undefined) {
            this.dropForm(schema, "properties", "an object of schemas", at, changes);
        }
        const additional = schema.additionalProperties;
        const isPatternless = schema.patternProperties === undefined;
        if (typeof additional === "boolean" && isPatternless) draft.additionalProperties = additional;
        else if (additional !== undefined && isPatternless) draft.additionalProperties = child("additionalProperties");
        else if (additional !== undefined) changes.isWider = true;
        // Beside prefixItems it is about the rest of the list.
        if (Array.isArray(schema.items)) this.dropForm(schema, "items", "one schema", at, changes);
        else if (schema.items !== undefined && schema.prefixItems === undefined) draft.items = child("items");
    }

    private addLists(
        draft: Draft,
        schema: Readonly<Record<string, unknown>>,
        position: Position,
        changes: Changes,
    ): void {
        const { at } = position;
        for (const keyword of listKeywords) {
            const list = schema[keyword];
            if (list === undefined) continue;
            if (!Array.isArray(list) || list.length === 0) {
                this.dropForm(schema, keyword, "a list of schemas", at, changes);
                continue;
            }
            const drafts = list.map((_, index) => this.schema({ ...position, at: [...at, keyword, index] }));
            draft[keyword] = drafts;
        }
        if (schema.not !== undefined) draft.not = this.schema({ ...position, at: [...at, "not"] });
        if (draft.oneOf === undefined || !isDiscriminated(this.context.source, at)) return;
        const { oneOf, ...rest } = draft;
        delete draft.oneOf;
        Object.assign(draft, rest.anyOf === undefined ? { anyOf: oneOf } : {});
        const change =
            'published as "anyOf", as API Gateway does not know "discriminator" and would reject a value that several schemas allow';
        changes.widen([...at, "oneOf"], change, '"oneOf" with a discriminator');
    }

    private dropForm(
        schema: Readonly<Record<string, unknown>>,
        keyword: string,
        want: string,
        at: Place,
        changes: Changes,
    ): void {
        const change = `published without it, as API Gateway takes only ${want} here`;
        changes.widen([...at, keyword], change, quote(schema[keyword]));
    }
}

function orNull({ nullable }: Readonly<Record<string, unknown>>, draft: Draft): Draft {
    return nullable === true ? { anyOf: [draft, nullSchema()] } : draft;
}
