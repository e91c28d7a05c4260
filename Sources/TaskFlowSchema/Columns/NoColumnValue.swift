/// That a column holds none of a type's values.
package struct NoColumnValue: Error {
    package init() {}
}
