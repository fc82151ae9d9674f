import type { Cloud } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";

/** A simulated type of resource. */
export interface ResourceType {
    /** Template of the id (see `fillTemplate`). */
    readonly id: string;
    /** Properties that the cloud computes where the program gives none, as templates; unknown at preview. */
    readonly outputs?: PropertyMap;
    /**
     * Properties that the cloud computes from the inputs, and those of a changed resource from its outputs before; they
     * override the inputs.
     */
    computed?(inputs: PropertyMap, before?: PropertyMap): PropertyMap;
    /** Records what is left of a deleted resource with the given outputs. */
    leaveRemnants?(outputs: PropertyMap, cloud: Cloud): void;
    /** Properties among those of `computed` that are unknown in the preview of an update. */
    readonly renewed?: readonly string[];
    /** Properties that the provider fills in before a preview; inside an object only where the program gives the object. */
    readonly defaults?: PropertyMap;
    /** The physical name that the provider generates if the program gives none. */
    readonly autoName?: AutoName;
    /** Properties whose change replaces the resource; a dot separates nested names. */
    readonly replaceOn?: readonly string[];
    /**
     * Where `replaceOn` was read: a file below hashicorp/terraform-provider-aws, internal/service, whose arguments with
     * `ForceNew` they are, or `documentation`. Types that the program creates need a file.
     */
    readonly source: string;
    /** Whether an API serves its clients only as long as such a resource exists. */
    readonly serves: boolean;
    readonly price: Price;
    /** Whether the provider deletes a resource before it creates its replacement, whatever its name. */
    readonly deletedFirst?: boolean;
    /** Properties whose removal, but no other change, replaces the resource. */
    readonly replaceOnRemoval?: readonly string[];
    /**
     * Properties of a revision, the first of which names it: the cloud deploys another one, and restores all of them where it does not
     * serve.
     */
    readonly revision?: readonly string[];
    /** Properties that the provider requires. */
    readonly required?: readonly string[];
    /** Whether it supports tags; default: whether it has an `arn`. */
    readonly tagged?: boolean;
    /** False for a global resource, such as an IAM role. */
    readonly regional?: boolean;
}

/** The documentation of the Pulumi registry, as the source of `replaceOn`. */
export const documentation = "www.pulumi.com/registry";

/**
 * How a cost estimate treats a type: it costs nothing by itself, the estimate has a line for it, or its price is unknown and
 * the estimate names it, by its type or in the given words.
 */
export type Price = "free" | "estimated" | "unknown" | { readonly notEstimated: string };

/** How a provider generates a name: logical name, separator ("-" by default) and seven hexadecimal digits. */
export interface AutoName {
    readonly property: string;
    readonly prefix?: string;
    readonly separator?: string;
    readonly maxLength?: number;
    readonly lowerCase?: boolean;
    /** The property of the resource that has such names, such as the API of a stage. Default: names are unique in the account. */
    readonly uniqueWithin?: string;
}

/** Types by token, such as `aws:ec2/vpc:Vpc`. */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/** A physical name in the property `name`. */
export const named: AutoName = { property: "name" };
