/**
 * The language the protocol's tables are written in. A message is an object of fields; a field is its number, its type
 * and, where it stands in a oneof, the oneof's name:
 *
 *     Filter: { input: [1, 'Relation'], condition: [2, 'Expression'] }
 *
 * A type is a scalar, the name of a message, `enum <Name>`; `T[]` repeats, `T?` knows whether it was set, `map<T>` has
 * text for keys. Names are camelCase here and snake_case on the wire. A dot in a message's name is nesting.
 */
export type FieldSpec = readonly [number: number, type: string, oneof?: string]
export type MessageSpec = Readonly<Record<string, FieldSpec>>
export type MessageTable = Readonly<Record<string, MessageSpec>>

interface Scalars {
  string: string
  bool: boolean
  bytes: Uint8Array
  int32: number
  uint32: number
  int64: bigint
  float: number
  double: number
}

/** A message of table `T` as a program holds it: every field optional, a oneof as `{ case, value }`. */
export type MessageIn<T, N extends keyof T> =
  { readonly [K in keyof T[N] as T[N][K] extends readonly [number, string, string] ? never : K]?: FieldValue<T, T[N][K]> }
  & { readonly [O in OneofNames<T[N]>]?: OneofValue<T, T[N], O> }

type FieldValue<T, F> = F extends readonly [number, infer Type, ...unknown[]] ? ValueOf<T, Type> : never
type ValueOf<T, Type> =
  Type extends keyof Scalars ? Scalars[Type]
    : Type extends `enum ${string}` ? number
      : Type extends `map<${infer V}>` ? Readonly<Record<string, ValueOf<T, V>>>
        : Type extends `${infer E}[]` ? readonly ValueOf<T, E>[]
          : Type extends `${infer E}?` ? ValueOf<T, E>
            : Type extends keyof T ? MessageIn<T, Type> : never
type OneofNames<M> = { [K in keyof M]: M[K] extends readonly [number, string, infer O extends string] ? O : never }[keyof M]
type OneofValue<T, M, O> =
  | { [K in keyof M]: M[K] extends readonly [number, infer Type, O] ? { readonly case: K; readonly value: ValueOf<T, Type> } : never }[keyof M]
  | { readonly case?: undefined; readonly value?: undefined }

/** A field's or a message's type without `[]`, `?` and `map<…>`. */
export function bareType(type: string): string {
  return type.replace(/^map<(.*)>$/, '$1').replace(/\[\]$|\?$/, '')
}

/** `sessionId` → `session_id`, as the wire's descriptors spell it. */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
