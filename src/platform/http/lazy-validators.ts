import { AjvCompiler } from '@fastify/ajv-compiler'

type BuildCompiler = ReturnType<typeof AjvCompiler>
type Compile = ReturnType<BuildCompiler>
type Validate = ReturnType<Compile>

const buildCompiler: BuildCompiler = AjvCompiler()

/**
 * Turns the schema of each route into code when the first request needs it: done for all routes
 * at once, that is a quarter of the time a server needs to start.
 */
export const buildLazyValidators: BuildCompiler = (sharedSchemas, options) => {
  let compile: Compile | undefined
  return (definition) => {
    let validate: Validate | undefined
    function check(...call: Parameters<Validate>) {
      compile ??= buildCompiler(sharedSchemas, options)
      validate ??= compile(definition)
      const isValid = validate(...call)
      check.errors = validate.errors
      return isValid
    }
    check.errors = undefined as Validate['errors']
    // By this, Fastify tells a function of Ajv's, which may coerce a value where it lies.
    return Object.assign(check, { schemaEnv: true }) as unknown as Validate
  }
}
