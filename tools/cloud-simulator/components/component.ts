import type { Cloud } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";
import type { Registered, Registrar } from "./registrar";

/** Arguments and services from which a remote component is constructed. */
export interface Construction {
    readonly name: string;
    /** The arguments; values of other resources carry their dependencies. */
    readonly args: PropertyMap;
    readonly self: Registered;
    readonly registrar: Registrar;
    readonly stack: string;
    readonly cloud: Cloud;
}

/** Registers a component's children and returns its outputs. */
export type Component = (construction: Construction) => Promise<PropertyMap>;
